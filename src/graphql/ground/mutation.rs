//! Stating the ground for the decision.

use async_graphql::{Context, Object};

use super::{inputs::SaveRequirementInput, types::Requirement};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, seen},
        cycle::types::Cycle,
        error::ApiError,
        paging::payload,
    },
};

payload! {
    /// Answer of `saveRequirement`.
    SaveRequirementPayload {
        /// The requirement as it is now; null where a new one was refused.
        requirement: Requirement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Stating the ground for the decision.
#[derive(Default)]
pub struct GroundMutation;

#[Object]
impl GroundMutation {
    /// States an early requirement, or changes one. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PrepareDecision)",
        directive = requires::apply(Permission::PrepareDecision)
    )]
    async fn save_requirement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The requirement.")] input: SaveRequirementInput,
    ) -> Result<SaveRequirementPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.requirement_id.as_ref(), input.version)?;
        let (requirement, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveRequirementPayload {
            requirement,
            cycle,
            errors,
        })
    }
}
