//! The type `FollowUpReport` and what it is made of.

use std::sync::Arc;

use ::entity::{
    ids::{ArtefactId, CycleId, EServiceId, MetricId, ReportId, UserId},
    report,
};
use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    domain::{
        goal,
        ground::RealisationState,
        operation::IncidentSeverity,
        report::{self as written, Content, IncidentResult, Money, SuggestionGroup},
    },
    graphql::{
        account::types::User,
        artefact::load::{by_key, of_cycle},
        context::Here,
        cycle::types::Cycle,
        date::Date,
        enums::{Direction, ReportState, ServiceIndicator, Trend},
        error::ApiError,
        ground::benefit::Benefit,
        ids::id,
        metric::{duty::Forecast, types::Metric},
        report::decision::FollowUpDecision,
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

/// A goal in a report.
#[derive(Clone, SimpleObject)]
pub struct ReportedGoal {
    /// What is to be reached.
    pub goal: String,
    /// How far: the mean of its measures, each counted as 1 at the most; null where nothing was measured.
    pub attainment: Option<f64>,
    /// The measures that show it.
    pub metrics: Vec<ReportedMetric>,
}

/// A measure in a report, as it was when the report was composed.
#[derive(Clone)]
pub struct ReportedMetric(written::MetricResult);

/// A measure in a report, as it was when the report was composed.
#[Object]
impl ReportedMetric {
    /// Opaque id of the metric.
    async fn metric_id(&self) -> ID {
        id(self.0.metric)
    }

    /// The metric as it is now; null where it was taken out. The way back is `Metric.reports`.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Option<Metric>, ApiError> {
        Metric::load(ctx, self.0.metric, &ctx.look_ahead()).await
    }

    /// What is measured.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Unit of its values.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Which way it should go.
    async fn direction(&self) -> Direction {
        self.0.direction.into()
    }

    /// The usual indicator of services that it measures; null where it is none of them.
    async fn indicator(&self) -> Option<ServiceIndicator> {
        self.0.indicator.map(Into::into)
    }

    /// Value before the e-service; null where it is not known.
    async fn baseline(&self) -> Option<f64> {
        self.0.baseline
    }

    /// Value to reach.
    async fn target(&self) -> f64 {
        self.0.target
    }

    /// The values of the period, oldest first.
    async fn values(&self) -> Vec<ReportedValue> {
        self.0
            .values
            .iter()
            .map(|value| ReportedValue {
                measured_on: Date(value.on),
                value: value.value,
                late: value.late,
            })
            .collect()
    }

    /// How many of them came late.
    async fn late_count(&self) -> i32 {
        number(self.0.late())
    }

    /// The due date that had passed without a value when the report was composed; null where nothing was overdue.
    async fn overdue_since_on(&self) -> Option<Date> {
        self.0.overdue_since.map(Date)
    }

    /// Until when it was accepted that it is not measured; null where nothing was.
    async fn accepted_until_on(&self) -> Option<Date> {
        self.0.accepted_until.map(Date)
    }

    /// How far the latest value is on the way to the target; null where nothing was measured.
    async fn attainment(&self) -> Option<f64> {
        self.0.attainment
    }

    /// Which way the last values go; null with fewer than two.
    async fn trend(&self) -> Option<Trend> {
        self.0.trend.map(Into::into)
    }

    /// When the target will be met.
    async fn forecast(&self) -> Forecast {
        self.0.forecast.into()
    }

    /// Attainment, trend and forecast in words, in the language of the viewer.
    async fn explanation(&self, ctx: &Context<'_>) -> String {
        goal::explanation(&self.0.standing(), ctx.here().locale())
    }
}

/// A value in a report.
#[derive(Clone, SimpleObject)]
pub struct ReportedValue {
    /// The day for which it holds.
    pub measured_on: Date,
    /// The value, in the unit of the metric.
    pub value: f64,
    /// True where it was recorded after its due date.
    pub late: bool,
}

/// What something is worth in a year, in money and in working time.
#[derive(Clone, SimpleObject)]
pub struct Worth {
    /// In öre, as a whole number; null where it is not about money.
    pub amount_minor: Option<String>,
    /// In hours; null where it is not about time.
    pub hours: Option<i32>,
}

impl From<Money> for Worth {
    fn from(money: Money) -> Self {
        Self {
            amount_minor: money.minor.map(|minor| minor.to_string()),
            hours: money.hours.map(|hours| i32::try_from(hours).unwrap_or(i32::MAX)),
        }
    }
}

/// A benefit in a report, as it was when the report was composed.
#[derive(Clone, SimpleObject)]
#[graphql(complex)]
pub struct ReportedBenefit {
    #[graphql(skip)]
    key: ArtefactId,
    /// Opaque id of the benefit.
    pub benefit_id: ID,
    /// What it is called.
    pub name: String,
    /// Where it stood.
    pub state: RealisationState,
    /// What it was to be worth in a year.
    pub planned: Worth,
    /// What it was worth in a year as measured.
    pub realised: Worth,
}

#[ComplexObject]
impl ReportedBenefit {
    /// The benefit as it is now; null where it was taken out.
    async fn benefit(&self, ctx: &Context<'_>) -> Result<Option<Benefit>, ApiError> {
        by_key(ctx, self.key).await
    }
}

/// The suggestions under one heading, in a report.
#[derive(Clone, SimpleObject)]
pub struct ReportedSuggestions {
    /// The heading; null for those under none.
    pub category: Option<String>,
    /// How many.
    pub count: i32,
    /// How much they weigh on average, 1 to 5; null where none was weighed.
    pub weight: Option<f64>,
    /// How satisfied recipients are on average, 1 to 5; null where nobody said.
    pub rating: Option<f64>,
    /// How many are taken up.
    pub taken_up_count: i32,
}

impl From<&SuggestionGroup> for ReportedSuggestions {
    fn from(group: &SuggestionGroup) -> Self {
        Self {
            category: group.category.clone(),
            count: number(group.count),
            weight: group.weight,
            rating: group.rating,
            taken_up_count: number(group.taken_up),
        }
    }
}

/// A disturbance, in a report.
#[derive(Clone, SimpleObject)]
pub struct ReportedIncident {
    /// What happened.
    pub title: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; null where it went on when the report was composed.
    pub ended_at: Option<DateTime<Utc>>,
    /// How bad it was.
    pub severity: IncidentSeverity,
    /// How many minutes it took; null where it went on.
    pub minutes: Option<i32>,
}

impl From<&IncidentResult> for ReportedIncident {
    fn from(incident: &IncidentResult) -> Self {
        Self {
            title: incident.title.clone(),
            began_at: incident.began_at,
            ended_at: incident.ended_at,
            severity: incident.severity,
            minutes: incident
                .minutes()
                .map(|minutes| i32::try_from(minutes).unwrap_or(i32::MAX)),
        }
    }
}

impl From<&written::GoalResult> for ReportedGoal {
    fn from(result: &written::GoalResult) -> Self {
        Self {
            goal: result.goal.clone(),
            attainment: result.attainment,
            metrics: result.metrics.iter().cloned().map(ReportedMetric).collect(),
        }
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
