//! Making and weighing suggestions.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::Suggestion;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        enums::SuggestionState,
        error::{ApiError, mendable},
        ids::key,
        need::types::Need,
        paging::payload,
    },
    service::suggestion::{
        suggest::suggest,
        weigh::{Weighing, weigh},
    },
};

/// Input of `suggestImprovement`.
#[derive(InputObject)]
pub struct SuggestImprovementInput {
    /// The e-service, which is in operation.
    pub e_service_id: ID,
    /// What is suggested, Markdown.
    pub body: String,
}

/// Input of `weighSuggestion`; what is left out becomes empty.
#[derive(InputObject)]
pub struct WeighSuggestionInput {
    /// The suggestion.
    pub suggestion_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Where it stands from now on: any but NEW. What was TAKEN_UP stays so.
    pub state: SuggestionState,
    /// How much it weighs, from 1 (little) to 5 (much).
    pub weight: Option<i32>,
    /// The heading under which it is put together with others, at most 60 characters.
    pub category: Option<String>,
    /// Why, Markdown; must be given for DECLINED.
    pub reason: Option<String>,
    /// Title of the need that it becomes; only for TAKEN_UP. The need belongs to the e-service, and its source is REVISION.
    pub need_title: Option<String>,
}

payload! {
    /// Answer of `suggestImprovement`.
    SuggestImprovementPayload {
        /// The suggestion; null where it was refused.
        suggestion: Suggestion,
        /// The e-service.
        e_service: EService,
    }
}

payload! {
    /// Answer of `weighSuggestion`.
    WeighSuggestionPayload {
        /// The suggestion as it is now.
        suggestion: Suggestion,
        /// The need that it has become; null where it has become none.
        need: Need,
    }
}

/// Making and weighing suggestions.
#[derive(Default)]
pub struct SuggestionMutation;

#[Object]
impl SuggestionMutation {
    /// Suggests an improvement of an e-service in operation; anybody who is logged in can. Problems: MISSING, TOO_LONG, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::SuggestImprovement)",
        directive = requires::apply(Permission::SuggestImprovement)
    )]
    async fn suggest_improvement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The suggestion.")] input: SuggestImprovementInput,
    ) -> Result<SuggestImprovementPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.e_service_id)?);
        let outcome = suggest(&here.services, here.actor()?, id, &input.body).await;
        let (made, errors) = mendable(ctx, outcome)?;
        let suggestion = match made {
            Some(made) => Suggestion::load(ctx, made).await?,
            None => None,
        };
        Ok(SuggestImprovementPayload {
            suggestion,
            e_service: EService::load(ctx, id, &ctx.look_ahead().field("eService")).await?,
            errors,
        })
    }

    /// Weighs a suggestion and puts it under a heading; it can be weighed anew. Problems: STALE, INVALID, TOO_LONG, REASON_MISSING,
    /// WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::WeighSuggestion)",
        directive = requires::apply(Permission::WeighSuggestion)
    )]
    async fn weigh_suggestion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How it is weighed.")] input: WeighSuggestionInput,
    ) -> Result<WeighSuggestionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.suggestion_id)?);
        let weighing = Weighing {
            state: input.state.into(),
            weight: input.weight,
            category: input.category,
            reason: input.reason,
            need_title: input.need_title,
        };
        let outcome = weigh(&here.services, here.actor()?, (id, input.version), weighing).await;
        let (_, errors) = mendable(ctx, outcome)?;
        let need = ctx.loaders().needs_of_suggestions.load(here, id).await?;
        Ok(WeighSuggestionPayload {
            suggestion: Suggestion::load(ctx, id).await?,
            need: need.map(Need::from),
            errors,
        })
    }
}
