//! Moving cycles on, publishing, moving the launch date.

use ::entity::ids::CycleId;
use async_graphql::{Context, ID, InputObject, Object};

use super::{moving::LaunchDateMove, types::Cycle};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        date::Date,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::{
        self,
        cycle::{
            advance::advance,
            launch_date::{move_launch_date, preview_launch_date},
            publish::publish,
        },
    },
};

/// Input of `advancePhase`.
#[derive(InputObject)]
pub struct AdvancePhaseInput {
    /// The cycle.
    pub cycle_id: ID,
    /// The version that was seen.
    pub version: i32,
}

/// Input of `publishEService`.
#[derive(InputObject)]
pub struct PublishEServiceInput {
    /// The cycle that is published.
    pub cycle_id: ID,
    /// The version that was seen.
    pub version: i32,
}

/// Input of `moveLaunchDate`.
#[derive(InputObject)]
pub struct MoveLaunchDateInput {
    /// The cycle.
    pub cycle_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// The new date.
    pub launch_date: Date,
    /// Why it is moved; may be empty.
    #[graphql(default)]
    pub reason: String,
    /// True to be shown only what would move; nothing is written then.
    #[graphql(default)]
    pub dry_run: bool,
}

payload! {
    /// Answer of `moveLaunchDate`.
    MoveLaunchDatePayload {
        /// All that moves with the date; null where it was refused.
        moves: LaunchDateMove,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of mutations that change a cycle.
    CyclePayload {
        /// The cycle as it is now. Where the gate was closed, its `gate` has what is left.
        cycle: Cycle,
    }
}

async fn answer(
    ctx: &Context<'_>,
    id: CycleId,
    outcome: service::Result<CycleId>,
) -> Result<CyclePayload, ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    Ok(CyclePayload {
        cycle: Cycle::load(ctx, id).await?,
        errors,
    })
}

/// Moving cycles on, publishing, moving the launch date.
#[derive(Default)]
pub struct CycleMutation;

#[Object]
impl CycleMutation {
    /// Moves a cycle on to its next phase, when every condition of the gate holds. Problems: GATE_CLOSED (the cycle in the payload
    /// has the conditions), WRONG_PHASE, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::AdvancePhase)", directive = requires::apply(Permission::AdvancePhase))]
    async fn advance_phase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle.")] input: AdvancePhaseInput,
    ) -> Result<CyclePayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        answer(
            ctx,
            id,
            advance(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Publishes the e-service: it is live from now on, and its measures begin to fall due. On or after the launch date, never
    /// before. Problems: GATE_CLOSED (the cycle in the payload has the conditions), WRONG_PHASE, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::Publish)", directive = requires::apply(Permission::Publish))]
    async fn publish_e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cycle that is published.")] input: PublishEServiceInput,
    ) -> Result<CyclePayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        answer(
            ctx,
            id,
            publish(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }

    /// Moves the launch date, or shows with `dryRun` what that would move: due dates of tasks, reminders, the entry in calendars, and what
    /// is done for the first time after the publication. The owner's approval of the e-service is renewed with it; reminders of the
    /// former date are not sent any more. Problems: TOO_LONG, WRONG_STATE, WRONG_PHASE, DATE_IN_PAST, STALE.
    #[graphql(guard = "Requires(Permission::MoveLaunchDate)", directive = requires::apply(Permission::MoveLaunchDate))]
    async fn move_launch_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new date.")] input: MoveLaunchDateInput,
    ) -> Result<MoveLaunchDatePayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let actor = here.actor()?;
        let (services, date, reason) = (&here.services, input.launch_date.0, &input.reason);
        let outcome = if input.dry_run {
            preview_launch_date(services, actor, id, input.version, date, reason).await
        } else {
            move_launch_date(services, actor, id, input.version, date, reason).await
        };
        let (plan, errors) = mendable(ctx, outcome)?;
        let cycle = Cycle::load(ctx, id).await?;
        let moves = plan.zip(cycle.clone());
        Ok(MoveLaunchDatePayload {
            moves: moves.map(|(plan, cycle)| LaunchDateMove::new(cycle, plan, !input.dry_run)),
            cycle,
            errors,
        })
    }
}
