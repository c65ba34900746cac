//! The type `FollowUpReport`.

use std::sync::Arc;

use ::entity::{
    ids::{CycleId, EServiceId, MetricId, ReportId, UserId},
    report,
};
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};

use super::result::{ReportedBenefit, ReportedGoal, ReportedIncident, ReportedSuggestions, Worth, number};
use crate::{
    domain::report::{self as written, Content, Money},
    graphql::{
        account::types::User, artefact::load::of_cycle, context::Here, cycle::types::Cycle, date::Date,
        enums::ReportState, error::ApiError, ids::id, report::decision::FollowUpDecision,
    },
    service::report::queries,
};

/// A follow-up report.
#[derive(Clone)]
pub struct FollowUpReport {
    row: Arc<report::Model>,
    content: Arc<Content>,
}

impl TryFrom<report::Model> for FollowUpReport {
    type Error = crate::service::Error;

    fn try_from(row: report::Model) -> Result<Self, Self::Error> {
        let content = queries::content(&row)?;
        Ok(Self {
            row: Arc::new(row),
            content: Arc::new(content),
        })
    }
}

impl FollowUpReport {
    /// The report with a key; none where the viewer may not see its e-service.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: ReportId) -> Result<Option<Self>, ApiError> {
        let Some(row) = ctx.loaders().reports.load(ctx.here(), key).await? else {
            return Ok(None);
        };
        if Cycle::load(ctx, row.cycle_id).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(row.try_into()?))
    }

    /// The reports on an e-service that the viewer may see, latest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of_e_service(ctx: &Context<'_>, e_service: EServiceId) -> Result<Vec<Self>, ApiError> {
        let (here, loaders) = (ctx.here(), ctx.loaders());
        let cycles = loaders.cycles_of.load(here, e_service).await?.unwrap_or_default();
        let rows = cycles.iter().map(|cycle| loaders.reports_of.load(here, cycle.id));
        let rows = futures_util::future::try_join_all(rows).await?;
        let mut rows: Vec<_> = rows.into_iter().flatten().flatten().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.id));
        rows.into_iter()
            .map(|row| row.try_into().map_err(ApiError::from))
            .collect()
    }

    /// Whether it tells of a metric.
    #[must_use]
    pub fn tells_of(&self, metric: MetricId) -> bool {
        let mut told = self.content.goals.iter().flat_map(|goal| &goal.metrics);
        told.any(|result| result.metric == metric)
    }

    /// The cycle that it belongs to.
    #[must_use]
    pub fn cycle_key(&self) -> CycleId {
        self.row.cycle_id
    }

    fn recipients(&self) -> Vec<UserId> {
        serde_json::from_value(self.row.recipients.clone()).unwrap_or_default()
    }

    async fn presented(&self, ctx: &Context<'_>) -> Result<Option<(NaiveDate, Vec<String>)>, ApiError> {
        let Some(at) = self.row.presented_at else {
            return Ok(None);
        };
        let here = ctx.here();
        let people = self.recipients().into_iter();
        let people = people.map(|key| ctx.loaders().users.load(here, key));
        let people = futures_util::future::try_join_all(people).await?;
        let names = people
            .into_iter()
            .flatten()
            .map(|user| user.name.clone())
            .collect();
        let on = at.with_timezone(&here.services.settings.time_zone).date_naive();
        Ok(Some((on, names)))
    }
}

/// A follow-up report on an e-service for a period: composed from the data, edited by the service manager, presented to owner and
/// management, and never changed after that.
#[Object]
impl FollowUpReport {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// Rises with every change; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// 1, 2, 3 … in its cycle.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// Where it stands.
    async fn state(&self) -> ReportState {
        self.row.state.into()
    }

    /// First day of the period.
    async fn from_on(&self) -> Date {
        Date(self.row.from_on)
    }

    /// Last day of the period.
    async fn to_on(&self) -> Date {
        Date(self.row.to_on)
    }

    /// The day on which it was composed from the data.
    async fn composed_on(&self) -> Date {
        Date(self.content.composed_on)
    }

    /// What the service manager says of it, Markdown; may be empty in a draft.
    async fn body(&self) -> &str {
        &self.row.body
    }

    /// Goal by goal.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn goals(&self) -> Vec<ReportedGoal> {
        self.content.goals.iter().map(Into::into).collect()
    }

    /// Benefits, planned and realised.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn benefits(&self) -> Vec<ReportedBenefit> {
        self.content
            .benefits
            .iter()
            .map(|benefit| ReportedBenefit {
                key: benefit.benefit,
                benefit_id: id(benefit.benefit),
                name: benefit.name.clone(),
                state: benefit.state,
                planned: benefit.planned.into(),
                realised: benefit.realised.into(),
            })
            .collect()
    }

    /// What all benefits were to be worth in a year.
    async fn planned(&self) -> Worth {
        Money::sum(self.content.benefits.iter().map(|benefit| benefit.planned)).into()
    }

    /// What all benefits are worth in a year as measured.
    async fn realised(&self) -> Worth {
        Money::sum(self.content.benefits.iter().map(|benefit| benefit.realised)).into()
    }

    /// The suggestions of the period, by heading.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn suggestions(&self) -> Vec<ReportedSuggestions> {
        self.content.suggestions.iter().map(Into::into).collect()
    }

    /// How often it was looked in the period whether the e-service works.
    async fn check_count(&self) -> i32 {
        number(self.content.operation.checks)
    }

    /// How often it worked without problems.
    async fn passed_check_count(&self) -> i32 {
        number(self.content.operation.worked)
    }

    /// The disturbances of the period, oldest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn incidents(&self) -> Vec<ReportedIncident> {
        self.content.operation.incidents.iter().map(Into::into).collect()
    }

    /// What changed since the report before, in words, in the language of the viewer; empty for the first.
    async fn changes(&self, ctx: &Context<'_>) -> Vec<String> {
        let locale = ctx.here().locale();
        let changes = self.content.changes.iter();
        changes.map(|change| change.text(locale)).collect()
    }

    /// The report as Markdown, in the language of the viewer.
    #[graphql(complexity = 20)]
    async fn markdown(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
        let presented = self.presented(ctx).await?;
        let presented = presented.as_ref().map(|(on, names)| (*on, names.as_slice()));
        let locale = ctx.here().locale();
        Ok(written::markdown(
            &self.content,
            &self.row.body,
            presented,
            locale,
        ))
    }

    /// The report as one page of HTML, in the language of the viewer: plots inside, no script, nothing fetched from elsewhere, made to be
    /// printed on A4. Show it in a frame of its own, or save it.
    #[graphql(complexity = 50)]
    async fn html(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
        let presented = self.presented(ctx).await?;
        let presented = presented.as_ref().map(|(on, names)| (*on, names.as_slice()));
        let locale = ctx.here().locale();
        Ok(written::html(&self.content, &self.row.body, presented, locale))
    }

    /// The cycle that it belongs to.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.row.cycle_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The decisions that rest on it, oldest first. The way back is `FollowUpDecision.report`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn decisions(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpDecision>, ApiError> {
        let cycles = ctx.loaders().cycles_of.load(ctx.here(), self.row.e_service_id);
        let cycles = cycles.await?.unwrap_or_default();
        let decisions = cycles
            .iter()
            .map(|cycle| of_cycle::<FollowUpDecision>(ctx, cycle.id));
        let decisions = futures_util::future::try_join_all(decisions).await?;
        let mut decisions: Vec<_> = decisions.into_iter().flatten().collect();
        decisions.retain(|decision| decision.rests_on_report(self.row.id));
        decisions.sort_by_key(FollowUpDecision::key);
        Ok(decisions)
    }

    /// To whom it was presented: who then were owner and management; empty for a draft.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn presented_to(&self, ctx: &Context<'_>) -> Result<Vec<User>, ApiError> {
        let people = self.recipients().into_iter().map(|key| User::of(ctx, key));
        futures_util::future::try_join_all(people).await
    }

    /// Who presented it; null for a draft.
    async fn presented_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.row.presented_by {
            Some(key) => User::of(ctx, key).await.map(Some),
            None => Ok(None),
        }
    }

    /// When it was presented; null for a draft.
    async fn presented_at(&self) -> Option<DateTime<Utc>> {
        self.row.presented_at
    }

    /// Who composed it first.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.row.created_by).await
    }

    /// When it was changed last.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.row.updated_at
    }
}
