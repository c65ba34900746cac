//! Writing the specification, and telling where its requirements stand.

use async_graphql::{Context, Object};

use super::{
    inputs::{AnswerGuidingQuestionInput, SaveSpecificationRequirementInput, SetRequirementStateInput},
    types::{GuidingAnswer, SpecificationRequirement},
};
use crate::{
    domain::{permission::Permission, specification},
    graphql::{
        access::{Requires, requires},
        artefact::load::{changed, keep, kept, seen},
        context::Here,
        cycle::types::Cycle,
        error::ApiError,
        ids::key,
        paging::payload,
    },
    service::specification::{guiding, track},
};

payload! {
    /// Answer of mutations that change a requirement of the specification.
    SpecificationRequirementPayload {
        /// The requirement as it is now; null where a new one was refused.
        specification_requirement: SpecificationRequirement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `answerGuidingQuestion`.
    AnswerGuidingQuestionPayload {
        /// The answer as it is now; null where a first one was refused.
        guiding_answer: GuidingAnswer,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Writing the specification, and telling where its requirements stand.
#[derive(Default)]
pub struct SpecificationMutation;

#[Object]
impl SpecificationMutation {
    /// Writes a numbered requirement of the specification, or changes one. Approvals of the specification, and those that rest on it,
    /// become VOID. Problems: MISSING, TOO_LONG, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::WritePreparation)",
        directive = requires::apply(Permission::WritePreparation)
    )]
    async fn save_specification_requirement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The requirement.")] input: SaveSpecificationRequirementInput,
    ) -> Result<SpecificationRequirementPayload, ApiError> {
        let seen = seen(
            &input.cycle_id,
            input.specification_requirement_id.as_ref(),
            input.version,
        )?;
        let (specification_requirement, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SpecificationRequirementPayload {
            specification_requirement,
            cycle,
            errors,
        })
    }

    /// Tells where a requirement stands through build and test; approvals stay. Developers build and drop, testers test. Problems:
    /// REASON_MISSING, TOO_LONG, WRONG_PHASE (nothing is built yet), WRONG_STATE (what is not built is not tested), STALE.
    #[graphql(
        guard = "Requires(Permission::TrackRequirements)",
        directive = requires::apply(Permission::TrackRequirements)
    )]
    async fn set_requirement_state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it stands.")] input: SetRequirementStateInput,
    ) -> Result<SpecificationRequirementPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.specification_requirement_id)?);
        let seen = (id, input.version);
        let outcome = track::set_state(&here.services, here.actor()?, seen, input.state, input.reason).await;
        let (specification_requirement, cycle, errors) = changed(ctx, id, outcome).await?;
        Ok(SpecificationRequirementPayload {
            specification_requirement,
            cycle,
            errors,
        })
    }

    /// Answers one of the questions that every specification answers, or answers it anew. Approvals of the specification become VOID.
    /// Problems: MISSING, TOO_LONG, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::WritePreparation)",
        directive = requires::apply(Permission::WritePreparation)
    )]
    async fn answer_guiding_question(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: AnswerGuidingQuestionInput,
    ) -> Result<AnswerGuidingQuestionPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let draft = specification::GuidingAnswer {
            question: input.question,
            answer: input.answer,
        };
        let outcome = guiding::answer(&here.services, here.actor()?, cycle, input.version, draft).await;
        let found = guiding::of_question(&here.services, cycle, input.question).await?;
        let (guiding_answer, cycle, errors) = kept(ctx, cycle, found, outcome).await?;
        Ok(AnswerGuidingQuestionPayload {
            guiding_answer,
            cycle,
            errors,
        })
    }
}
