//! Composing, editing and presenting follow-up reports, and deciding what they lead to.

use ::entity::ids::{CycleId, ReportId};
use async_graphql::{Context, ID, Object};

use super::{
    decision::FollowUpDecision,
    inputs::{ComposeReportInput, EditReportInput, PresentReportInput, RecordFollowUpDecisionInput},
    types::FollowUpReport,
};
use crate::{
    domain::{permission::Permission, report},
    graphql::{
        access::{Requires, requires},
        artefact::load::keep,
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, mendable},
        ids::{input_key, key, optional_key},
        paging::payload,
    },
    service::{
        self,
        artefact::save::Seen,
        report::{compose, edit},
    },
};

payload! {
    /// Answer of mutations that change a follow-up report.
    FollowUpReportPayload {
        /// The report as it is now; null where a new one was refused.
        report: FollowUpReport,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `recordFollowUpDecision`.
    RecordFollowUpDecisionPayload {
        /// The decision; null where it was refused.
        decision: FollowUpDecision,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Composing, editing and presenting follow-up reports, and deciding what they lead to.
#[derive(Default)]
pub struct ReportMutation;

#[Object]
impl ReportMutation {
    /// Composes a draft of a follow-up report from the data of a period, or composes a draft anew: goal by goal, benefits, suggestions,
    /// operation and incidents, and what changed since the last report. What the service manager wrote stays. Problems: INVALID,
    /// STALE, WRONG_STATE (not in operation, a draft is there already, or it was presented).
    #[graphql(guard = "Requires(Permission::WriteReport)", directive = requires::apply(Permission::WriteReport))]
    async fn compose_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be composed.")] input: ComposeReportInput,
    ) -> Result<FollowUpReportPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let draft: Option<ReportId> = input.report_id.as_ref().map(key).transpose()?;
        let wanted = compose::Wanted {
            cycle,
            draft: draft.map(|id| (id, input.version)),
            from: input.from_on.map(|day| day.0),
            to: input.to_on.map(|day| day.0),
        };
        let outcome = compose::compose(&here.services, here.actor()?, wanted).await;
        let (id, errors) = mendable(ctx, outcome)?;
        answer(ctx, id.or(draft), Some(cycle), errors).await
    }

    /// Writes what the service manager says of a draft. Problems: TOO_LONG, STALE, WRONG_STATE (it was presented).
    #[graphql(guard = "Requires(Permission::WriteReport)", directive = requires::apply(Permission::WriteReport))]
    async fn edit_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The text.")] input: EditReportInput,
    ) -> Result<FollowUpReportPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.report_id)?);
        let outcome = edit::edit(&here.services, here.actor()?, id, input.version, &input.body).await;
        let (_, errors) = mendable(ctx, outcome)?;
        answer(ctx, Some(id), None, errors).await
    }

    /// Presents a report to owner and management. From then on it never changes. Problems: MISSING (nothing is written of it), STALE,
    /// WRONG_STATE (it was presented already).
    #[graphql(guard = "Requires(Permission::WriteReport)", directive = requires::apply(Permission::WriteReport))]
    async fn present_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The report.")] input: PresentReportInput,
    ) -> Result<FollowUpReportPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.report_id)?);
        let outcome = edit::present(&here.services, here.actor()?, id, input.version).await;
        let (_, errors) = mendable(ctx, outcome)?;
        answer(ctx, Some(id), None, errors).await
    }

    /// Records what owner or management decides after a follow-up. It is never changed and never taken out: another decision is a new
    /// one. Problems: MISSING, TOO_LONG, UNKNOWN_ID, WRONG_STATE (not in operation).
    #[graphql(
        guard = "Requires(Permission::DecideFollowUp)",
        directive = requires::apply(Permission::DecideFollowUp)
    )]
    async fn record_follow_up_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: RecordFollowUpDecisionInput,
    ) -> Result<RecordFollowUpDecisionPayload, ApiError> {
        let seen = Seen {
            cycle: key(&input.cycle_id)?,
            id: None,
            version: 0,
        };
        let (decision, cycle, errors) = keep(ctx, seen, drafted(input)).await?;
        Ok(RecordFollowUpDecisionPayload {
            decision,
            cycle,
            errors,
        })
    }
}

fn drafted(input: RecordFollowUpDecisionInput) -> service::Result<report::FollowUpDecision> {
    let benefit = |id: &ID| input_key(id, "benefitIds");
    let metric = |id: &ID| input_key(id, "metricIds");
    Ok(report::FollowUpDecision {
        verdict: input.verdict,
        motive: input.motive,
        minutes_reference: input.minutes_reference,
        report: optional_key(input.report_id.as_ref(), "reportId")?,
        benefits: input.benefit_ids.iter().map(benefit).collect::<Result<_, _>>()?,
        metrics: input.metric_ids.iter().map(metric).collect::<Result<_, _>>()?,
    })
}

async fn answer(
    ctx: &Context<'_>,
    id: Option<ReportId>,
    cycle: Option<CycleId>,
    errors: Vec<crate::graphql::error::UserError>,
) -> Result<FollowUpReportPayload, ApiError> {
    let report = match id {
        Some(id) => FollowUpReport::load(ctx, id).await?,
        None => None,
    };
    let cycle = match report.as_ref().map(FollowUpReport::cycle_key).or(cycle) {
        Some(key) => Cycle::load(ctx, key).await?,
        None => None,
    };
    Ok(FollowUpReportPayload {
        report,
        cycle,
        errors,
    })
}
