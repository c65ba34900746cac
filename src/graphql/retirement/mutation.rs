//! Planning, announcing and carrying out a retirement.

use async_graphql::{Context, Object};

use super::{
    inputs::{AnnounceRetirementInput, RetireEServiceInput, SaveRetirementPlanInput},
    types::RetirementPlan,
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{kept, seen, the_one},
        context::Here,
        cycle::types::Cycle,
        e_service::{mutation::EServicePayload, types::EService},
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::retirement::{announce::announce, plan::plan, retire::retire},
};

payload! {
    /// Answer of mutations on the plan of a retirement.
    RetirementPlanPayload {
        /// The plan as it is now; null where there is none.
        retirement_plan: RetirementPlan,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Planning, announcing and carrying out a retirement.
#[derive(Default)]
pub struct RetirementMutation;

#[Object]
impl RetirementMutation {
    /// Plans the retirement of an e-service in operation, or changes the plan; a change is announced anew. The newest decision after a
    /// follow-up (`recordFollowUpDecision`) must be RETIRE; WRONG_STATE says so where it is not. Problems: MISSING, TOO_LONG, INVALID,
    /// DATE_IN_PAST, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::DecideFollowUp)",
        directive = requires::apply(Permission::DecideFollowUp)
    )]
    async fn save_retirement_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: SaveRetirementPlanInput,
    ) -> Result<RetirementPlanPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.retirement_plan_id.as_ref(), input.version)?;
        let here = ctx.here();
        let outcome = plan(&here.services, here.actor()?, seen, input.into()).await;
        let (retirement_plan, cycle, errors) = kept(ctx, seen.cycle, seen.id, outcome).await?;
        Ok(RetirementPlanPayload {
            retirement_plan,
            cycle,
            errors,
        })
    }

    /// Tells everybody with a role for the e-service that it will be retired, and notes it in the plan. Problems: OUTCOME_MISSING, STALE,
    /// WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::DecideFollowUp)",
        directive = requires::apply(Permission::DecideFollowUp)
    )]
    async fn announce_retirement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: AnnounceRetirementInput,
    ) -> Result<RetirementPlanPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let outcome = announce(&here.services, here.actor()?, id, input.version).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(RetirementPlanPayload {
            retirement_plan: the_one(ctx, id).await?,
            cycle: Cycle::load(ctx, id).await?,
            errors,
        })
    }

    /// Retires an e-service on the day of its plan or after it: its operation ends, nothing is measured or reminded of any more, and its
    /// public page is gone. All that was kept of it stays. WRONG_STATE where the newest decision after a follow-up is not RETIRE any more.
    /// Problems: OUTCOME_MISSING, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::DecideFollowUp)",
        directive = requires::apply(Permission::DecideFollowUp)
    )]
    async fn retire_e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The e-service.")] input: RetireEServiceInput,
    ) -> Result<EServicePayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.e_service_id)?);
        let outcome = retire(&here.services, here.actor()?, id, input.version).await;
        let (_, errors) = mendable(ctx, outcome)?;
        let e_service = EService::load(ctx, id, &ctx.look_ahead().field("eService")).await?;
        Ok(EServicePayload { e_service, errors })
    }
}
