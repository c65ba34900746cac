//! Deciding the changed working method, and following it up.

use async_graphql::{Context, Object};

use super::{
    inputs::{SaveContactChannelInput, SaveOperationPlanInput, SaveWorkingMethodChangeInput},
    types::{ContactChannel, OperationPlan, WorkingMethodChange},
};
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
    /// Answer of `saveWorkingMethodChange`.
    SaveWorkingMethodChangePayload {
        /// The change as it is now; null where a new one was refused.
        working_method_change: WorkingMethodChange,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveContactChannel`.
    SaveContactChannelPayload {
        /// The channel as it is now; null where a new one was refused.
        contact_channel: ContactChannel,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveOperationPlan`.
    SaveOperationPlanPayload {
        /// The plan as it is now; null where it was refused and there is none.
        operation_plan: OperationPlan,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Deciding the changed working method, and following it up.
#[derive(Default)]
pub struct WorkingMethodMutation;

#[Object]
impl WorkingMethodMutation {
    /// States what the operations stop, start or keep doing, or follows it up. Problems: MISSING, TOO_LONG, UNKNOWN_ID, STALE,
    /// WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::ChangeWorkingMethod)",
        directive = requires::apply(Permission::ChangeWorkingMethod)
    )]
    async fn save_working_method_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: SaveWorkingMethodChangeInput,
    ) -> Result<SaveWorkingMethodChangePayload, ApiError> {
        let seen = seen(
            &input.cycle_id,
            input.working_method_change_id.as_ref(),
            input.version,
        )?;
        let (working_method_change, cycle, errors) = keep(ctx, seen, input.draft()).await?;
        Ok(SaveWorkingMethodChangePayload {
            working_method_change,
            cycle,
            errors,
        })
    }

    /// States whether a way to get in touch is kept or closed, or follows it up. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::ChangeWorkingMethod)",
        directive = requires::apply(Permission::ChangeWorkingMethod)
    )]
    async fn save_contact_channel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel.")] input: SaveContactChannelInput,
    ) -> Result<SaveContactChannelPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.contact_channel_id.as_ref(), input.version)?;
        let (contact_channel, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveContactChannelPayload {
            contact_channel,
            cycle,
            errors,
        })
    }

    /// States who owns the process, by which routines, and the budget for operation, management and further development. Problems:
    /// MISSING, TOO_LONG, INVALID, UNKNOWN_ID, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::ChangeWorkingMethod)",
        directive = requires::apply(Permission::ChangeWorkingMethod)
    )]
    async fn save_operation_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] input: SaveOperationPlanInput,
    ) -> Result<SaveOperationPlanPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (operation_plan, cycle, errors) = keep(ctx, seen, input.draft()).await?;
        Ok(SaveOperationPlanPayload {
            operation_plan,
            cycle,
            errors,
        })
    }
}
