//! Handing over, and the daily operation.

use async_graphql::{Context, Object};

use super::{
    inputs::{
        AcceptHandoverInput, SaveClosingReportInput, SaveHandoverInput, SaveIncidentInput,
        SaveInformationCheckInput, SaveOperationCheckInput, SavePromotionActionInput, SetCheckIntervalsInput,
    },
    types::{ClosingReport, Handover, Incident, InformationCheck, OperationCheck, PromotionAction},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, revised, seen},
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::operation::{accept::accept, intervals::set_intervals},
};

payload! {
    /// Answer of mutations on the handing over.
    HandoverPayload {
        /// The handing over as it is now; null where a first one was refused.
        handover: Handover,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveClosingReport`.
    SaveClosingReportPayload {
        /// The report as it is now; null where a first one was refused.
        closing_report: ClosingReport,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveOperationCheck`.
    SaveOperationCheckPayload {
        /// The check as it is now; null where a new one was refused.
        operation_check: OperationCheck,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveIncident`.
    SaveIncidentPayload {
        /// The incident as it is now; null where a new one was refused.
        incident: Incident,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `saveInformationCheck`.
    SaveInformationCheckPayload {
        /// The check as it is now; null where a new one was refused.
        information_check: InformationCheck,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `savePromotionAction`.
    SavePromotionActionPayload {
        /// The action as it is now; null where a new one was refused.
        promotion_action: PromotionAction,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

payload! {
    /// Answer of `setCheckIntervals`.
    SetCheckIntervalsPayload {
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Handing over, and the daily operation.
#[derive(Default)]
pub struct OperationMutation;

#[Object]
impl OperationMutation {
    /// Writes what is handed over to owner and service manager, or changes it; what they had accepted they then accept anew. Problems:
    /// MISSING, TOO_LONG, STALE, WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::HandOver)", directive = requires::apply(Permission::HandOver))]
    async fn save_handover(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The handing over.")] input: SaveHandoverInput,
    ) -> Result<HandoverPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (handover, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(HandoverPayload {
            handover,
            cycle,
            errors,
        })
    }

    /// Accepts the handing over as owner or as service manager: the viewer must hold that role on the e-service themselves. It is handed
    /// over once both have accepted. Problems: INVALID (another role), WRONG_STATE (accepted in that role already), STALE.
    #[graphql(guard = "Requires(Permission::AcceptHandover)", directive = requires::apply(Permission::AcceptHandover))]
    async fn accept_handover(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The handing over, and the role.")] input: AcceptHandoverInput,
    ) -> Result<HandoverPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.handover_id)?);
        let outcome = accept(
            &here.services,
            here.actor()?,
            id,
            input.version,
            input.role.into(),
        )
        .await;
        let (handover, cycle, errors) = revised(ctx, id, outcome).await?;
        Ok(HandoverPayload {
            handover,
            cycle,
            errors,
        })
    }

    /// Writes the report that closes the project, or changes it. Problems: MISSING, TOO_LONG, INVALID, STALE, WRONG_STATE (not
    /// published yet, or no project).
    #[graphql(guard = "Requires(Permission::CloseProject)", directive = requires::apply(Permission::CloseProject))]
    async fn save_closing_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: SaveClosingReportInput,
    ) -> Result<SaveClosingReportPayload, ApiError> {
        let seen = seen(&input.cycle_id, None, input.version)?;
        let (closing_report, cycle, errors) = keep(ctx, seen, input.try_into()).await?;
        Ok(SaveClosingReportPayload {
            closing_report,
            cycle,
            errors,
        })
    }

    /// Records that somebody looked whether the e-service works, or corrects it. Problems: MISSING, TOO_LONG, INVALID, STALE,
    /// WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::OperateEService)", directive = requires::apply(Permission::OperateEService))]
    async fn save_operation_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The check.")] input: SaveOperationCheckInput,
    ) -> Result<SaveOperationCheckPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.operation_check_id.as_ref(), input.version)?;
        let (operation_check, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveOperationCheckPayload {
            operation_check,
            cycle,
            errors,
        })
    }

    /// Sets how often the operation and the information are checked. A check that is to come moves to one interval after the last.
    /// Problems: STALE, WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::OperateEService)", directive = requires::apply(Permission::OperateEService))]
    async fn set_check_intervals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How often.")] input: SetCheckIntervalsInput,
    ) -> Result<SetCheckIntervalsPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let (operation, information) = (input.operation.map(Into::into), input.information.map(Into::into));
        let actor = here.actor()?;
        let set = set_intervals(&here.services, actor, id, input.version, operation, information).await;
        let (_, errors) = mendable(ctx, set)?;
        let cycle = Cycle::load(ctx, id).await?;
        Ok(SetCheckIntervalsPayload { cycle, errors })
    }

    /// Records a disturbance of the operation, or changes it: that it ended, and what was done. Problems: MISSING, TOO_LONG, INVALID,
    /// STALE, WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::OperateEService)", directive = requires::apply(Permission::OperateEService))]
    async fn save_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The incident.")] input: SaveIncidentInput,
    ) -> Result<SaveIncidentPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.incident_id.as_ref(), input.version)?;
        let (incident, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveIncidentPayload {
            incident,
            cycle,
            errors,
        })
    }

    /// Records that somebody looked whether the information is right, or changes it: that something was corrected. Problems: MISSING,
    /// TOO_LONG, INVALID, STALE, WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::OperateEService)", directive = requires::apply(Permission::OperateEService))]
    async fn save_information_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The check.")] input: SaveInformationCheckInput,
    ) -> Result<SaveInformationCheckPayload, ApiError> {
        let seen = seen(
            &input.cycle_id,
            input.information_check_id.as_ref(),
            input.version,
        )?;
        let (information_check, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveInformationCheckPayload {
            information_check,
            cycle,
            errors,
        })
    }

    /// Records what was done to promote the e-service towards its recipients, or corrects it. Problems: MISSING, TOO_LONG, INVALID,
    /// STALE, WRONG_STATE (not published yet).
    #[graphql(guard = "Requires(Permission::PromoteEService)", directive = requires::apply(Permission::PromoteEService))]
    async fn save_promotion_action(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The action.")] input: SavePromotionActionInput,
    ) -> Result<SavePromotionActionPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.promotion_action_id.as_ref(), input.version)?;
        let (promotion_action, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SavePromotionActionPayload {
            promotion_action,
            cycle,
            errors,
        })
    }
}
