//! What a report is made of: goals, measures, benefits, suggestions and disturbances, as they were when it was composed.

use ::entity::ids::ArtefactId;
use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        goal,
        ground::RealisationState,
        operation::IncidentSeverity,
        report::{self as written, IncidentResult, Money, SuggestionGroup},
    },
    graphql::{
        artefact::load::by_key,
        context::Here,
        date::Date,
        enums::{Direction, ServiceIndicator, Trend},
        error::ApiError,
        ground::benefit::Benefit,
        ids::id,
        metric::{duty::Forecast, types::Metric},
    },
};

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
    pub(super) key: ArtefactId,
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

/// A count as the contract has it.
pub(super) fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
