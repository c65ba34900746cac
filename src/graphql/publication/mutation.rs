//! Preparing what the public is told, and what recipients say.

use async_graphql::{Context, ID, InputObject, Object};

use super::{
    inputs::{SaveFaqEntryInput, SaveHandlingStepInput, SavePublicPageInput},
    types::{FaqEntry, HandlingStep, PublicPage},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, seen},
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::suggestion::feedback::{Feedback, leave},
};

/// Input of `leaveFeedback`. There is no place for a name or an address: nothing of the kind is asked for or kept.
#[derive(InputObject)]
pub struct LeaveFeedbackInput {
    /// The published e-service.
    pub published_service_id: ID,
    /// How satisfied one is, from 1 (not at all) to 5 (very).
    pub rating: i32,
    /// What one wants to say, plain text of at most 2,000 characters; may be left out.
    #[graphql(default)]
    pub body: String,
}

payload! {
    /// Answer of `savePublicPage`.
    SavePublicPagePayload {
        /// The page as it is now; null where a new one was refused.
        public_page: PublicPage,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveFaqEntry`.
    SaveFaqEntryPayload {
        /// The entry as it is now; null where a new one was refused.
        faq_entry: FaqEntry,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveHandlingStep`.
    SaveHandlingStepPayload {
        /// The step as it is now; null where a new one was refused.
        handling_step: HandlingStep,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `leaveFeedback`.
    LeaveFeedbackPayload {
        /// True where it was taken in; null where it was refused.
        received: bool,
    }
}

/// Preparing what the public is told.
#[derive(Default)]
pub struct PublicationMutation;

#[Object]
impl PublicationMutation {
    /// Writes the public page of a cycle, or changes it. In operation the outside sees the change at once; before, when the cycle is
    /// published. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_public_page(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The page.")] input: SavePublicPageInput,
    ) -> Result<SavePublicPagePayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (public_page, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SavePublicPagePayload {
            public_page,
            cycle,
            errors,
        })
    }

    /// Writes a question with its answer, or changes one. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_faq_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question with its answer.")] input: SaveFaqEntryInput,
    ) -> Result<SaveFaqEntryPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.faq_entry_id.as_ref(), input.version)?;
        let (faq_entry, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveFaqEntryPayload {
            faq_entry,
            cycle,
            errors,
        })
    }

    /// Describes a main step of the handling with its estimated days, or changes one. Problems: MISSING, TOO_LONG, INVALID, STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::PrepareLaunch)", directive = requires::apply(Permission::PrepareLaunch))]
    async fn save_handling_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step.")] input: SaveHandlingStepInput,
    ) -> Result<SaveHandlingStepPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.handling_step_id.as_ref(), input.version)?;
        let (handling_step, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveHandlingStepPayload {
            handling_step,
            cycle,
            errors,
        })
    }

    /// Says how satisfied one is with a published e-service, without a log-in and without saying who one is. So many times an hour from one
    /// address, then the answer is RATE_LIMITED. Problems: INVALID, TOO_LONG.
    #[graphql(guard = "Requires(Permission::LeaveFeedback)", directive = requires::apply(Permission::LeaveFeedback))]
    async fn leave_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What one thinks of it.")] input: LeaveFeedbackInput,
    ) -> Result<LeaveFeedbackPayload, ApiError> {
        let here = ctx.here();
        let about = key(&input.published_service_id)?;
        let feedback = Feedback {
            rating: input.rating,
            body: input.body,
        };
        let outcome = leave(&here.services, here.from, about, feedback).await;
        let (received, errors) = mendable(ctx, outcome)?;
        Ok(LeaveFeedbackPayload {
            received: received.map(|_| true),
            errors,
        })
    }
}
