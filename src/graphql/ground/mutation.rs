//! Stating the ground for the decision.

use async_graphql::{Context, Object};

use super::{
    benefit::Benefit,
    inputs::{
        RecordBenefitRealisationInput, SaveBenefitInput, SaveCostLineInput, SavePlacementInput,
        SaveProcessMapInput, SaveRequirementInput,
    },
    types::{CostLine, Placement, ProcessMap, Requirement},
};
use crate::{
    domain::{ground::Realisation, permission::Permission},
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, seen},
        context::Here,
        cycle::types::Cycle,
        error::ApiError,
        ids::key,
        paging::payload,
    },
    service::{artefact::save::Seen, ground::benefit::standing},
};

payload! {
    /// Answer of `saveProcessMap`.
    SaveProcessMapPayload {
        /// The map as it is now; null where a new one was refused.
        process_map: ProcessMap,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveBenefit`.
    SaveBenefitPayload {
        /// The benefit as it is now; null where a new one was refused.
        benefit: Benefit,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `recordBenefitRealisation`.
    RecordBenefitRealisationPayload {
        /// The benefit as it is now.
        benefit: Benefit,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveCostLine`.
    SaveCostLinePayload {
        /// The line as it is now; null where a new one was refused.
        cost_line: CostLine,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveRequirement`.
    SaveRequirementPayload {
        /// The requirement as it is now; null where a new one was refused.
        requirement: Requirement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `savePlacement`.
    SavePlacementPayload {
        /// The place as it is now; null where it was refused and there is none.
        placement: Placement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Stating the ground for the decision.
#[derive(Default)]
pub struct GroundMutation;

#[Object]
impl GroundMutation {
    /// Keeps a map of how the matter is handled, or changes one. The first map of a cycle shows how it is; what a map shows is not
    /// changed afterwards. Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID (a file), STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::MapProcess)", directive = requires::apply(Permission::MapProcess))]
    async fn save_process_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The map.")] input: SaveProcessMapInput,
    ) -> Result<SaveProcessMapPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.process_map_id.as_ref(), input.version)?;
        let (process_map, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveProcessMapPayload {
            process_map,
            cycle,
            errors,
        })
    }

    /// States a benefit, or changes what is said of one; what became of it is recorded by `recordBenefitRealisation`. It can be kept
    /// before all seven questions are answered. Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PrepareDecision)",
        directive = requires::apply(Permission::PrepareDecision)
    )]
    async fn save_benefit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The benefit.")] input: SaveBenefitInput,
    ) -> Result<SaveBenefitPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.benefit_id.as_ref(), input.version)?;
        let realisation = match seen.id {
            Some(id) => standing(&ctx.here().services.db, id).await?.1.realisation,
            None => Realisation::default(),
        };
        let (benefit, cycle, errors) = keep(ctx, seen, input.draft(realisation)).await?;
        Ok(SaveBenefitPayload {
            benefit,
            cycle,
            errors,
        })
    }

    /// Records what became of a benefit; all else of it stays. It can be realised once the e-service is published. Problems: MISSING,
    /// TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PrepareDecision)",
        directive = requires::apply(Permission::PrepareDecision)
    )]
    async fn record_benefit_realisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became of it.")] input: RecordBenefitRealisationInput,
    ) -> Result<RecordBenefitRealisationPayload, ApiError> {
        let id = key(&input.benefit_id)?;
        let (cycle, before) = standing(&ctx.here().services.db, id).await?;
        let seen = Seen {
            cycle,
            id: Some(id),
            version: input.version,
        };
        let draft = input.draft().map(|realisation| crate::domain::ground::Benefit {
            realisation,
            ..before
        });
        let (benefit, cycle, errors) = keep(ctx, seen, draft).await?;
        Ok(RecordBenefitRealisationPayload {
            benefit,
            cycle,
            errors,
        })
    }

    /// States a line of the cost estimate, or changes one. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PrepareDecision)",
        directive = requires::apply(Permission::PrepareDecision)
    )]
    async fn save_cost_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: SaveCostLineInput,
    ) -> Result<SaveCostLinePayload, ApiError> {
        let seen = seen(&input.cycle_id, input.cost_line_id.as_ref(), input.version)?;
        let (cost_line, cycle, errors) = keep(ctx, seen, input.draft()).await?;
        Ok(SaveCostLinePayload {
            cost_line,
            cycle,
            errors,
        })
    }

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

    /// Places the e-service in the PICK chart, or moves it. Problems: TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PrepareDecision)",
        directive = requires::apply(Permission::PrepareDecision)
    )]
    async fn save_placement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The place.")] input: SavePlacementInput,
    ) -> Result<SavePlacementPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (placement, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SavePlacementPayload {
            placement,
            cycle,
            errors,
        })
    }
}
