//! The type `Metric`.

use std::sync::Arc;

use ::entity::ids::MetricId;
use async_graphql::{ComplexObject, Context, ID, Lookahead};
use chrono::{DateTime, Utc};

use super::{
    duty::{Forecast, MeasuringDuty},
    measurement::{Measurement, MeasurementConnection},
    version::MetricVersion,
};
use crate::{
    domain::goal::{self, Standing},
    graphql::{
        account::types::User,
        approval::types::Difference,
        context::Here,
        date::Date,
        e_service::types::EService,
        enums::{Direction, Interval, ServiceIndicator, Trend},
        error::ApiError,
        ground::benefit::Benefit,
        ids::id,
        object::object,
        paging::{counts, page_args},
        report::types::FollowUpReport,
    },
    service::{
        metric::queries::{Latest, MeasurementView, MetricView, cursor},
        paging::{MAX_PAGE, Page},
    },
};

/// How many measurements are looked at for attainment and trend.
const LOOKED_AT: u64 = 12;

/// A metric with its latest measurements.
#[derive(Clone)]
pub struct Metric(Arc<MetricView>);

impl From<MetricView> for Metric {
    fn from(view: MetricView) -> Self {
        Self(Arc::new(view))
    }
}

/// Which of the latest measurements a selection of metrics asks for.
#[must_use]
pub fn latest_wanted(metrics: &Lookahead<'_>) -> Latest {
    let computed = ["attainment", "trend", "latest", "forecast", "explanation"]
        .iter()
        .any(|name| metrics.field(name).exists());
    let listed = metrics.field("measurements");
    let counts = listed.selection_fields().into_iter().map(|field| {
        let last = field.arguments().ok().and_then(|arguments| {
            arguments
                .into_iter()
                .find_map(|(name, value)| match (name.as_str(), value) {
                    ("last", async_graphql::Value::Number(last)) => last.as_u64(),
                    _ => None,
                })
        });
        last.unwrap_or(LOOKED_AT).min(MAX_PAGE)
    });
    Latest {
        // One more than is listed tells whether there are earlier ones.
        count: counts
            .max()
            .map_or(0, |last| last + 1)
            .max(if computed { LOOKED_AT } else { 0 }),
        details: Measurement::wants_details(&metrics.field("latest"))
            || Measurement::wants_details(&listed.field("nodes"))
            || Measurement::wants_details(&listed.field("edges").field("node")),
    }
}

impl Metric {
    /// The metric with a key; none where the viewer may not see its e-service.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(
        ctx: &Context<'_>,
        key: MetricId,
        selected: &Lookahead<'_>,
    ) -> Result<Option<Self>, ApiError> {
        let found = ctx
            .loaders()
            .metrics
            .load(ctx.here(), (key, latest_wanted(selected)))
            .await?;
        let Some(view) = found else { return Ok(None) };
        let e_service = ctx
            .loaders()
            .e_services
            .load(ctx.here(), (view.row.e_service_id, Default::default()));
        Ok(e_service.await?.map(|_| Self::from(view)))
    }

    fn newest(&self) -> Option<&MeasurementView> {
        self.0.measurements.last()
    }

    /// How much of its goal is reached; none where nothing was measured.
    #[must_use]
    pub fn attained(&self) -> Option<f64> {
        let row = &self.0.row;
        self.newest()
            .map(|latest| goal::attainment(row.direction, row.baseline, row.target, latest.row.value))
    }

    /// Which goal it serves.
    #[must_use]
    pub fn of_goal(&self) -> &str {
        &self.0.row.goal
    }

    /// The values that are looked at, oldest first.
    fn values(&self) -> Vec<(chrono::NaiveDate, f64)> {
        let looked_at = usize::try_from(LOOKED_AT).unwrap_or(usize::MAX);
        let from = self.0.measurements.len().saturating_sub(looked_at);
        let rows = self.0.measurements.iter().skip(from);
        rows.map(|view| (view.row.measured_on, view.row.value)).collect()
    }
}

object! {
    /// A goal with the measure that shows whether it is reached.
    Metric
}

#[ComplexObject]
impl Metric {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.row.id)
    }

    /// Rises with every change; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.row.version
    }

    /// What is measured.
    async fn name(&self) -> &str {
        &self.0.row.name
    }

    /// Which goal it serves.
    async fn goal(&self) -> &str {
        &self.0.row.goal
    }

    /// Unit of its values, for example "%" or "dagar".
    async fn unit(&self) -> &str {
        &self.0.row.unit
    }

    /// Which way it should go.
    async fn direction(&self) -> Direction {
        self.0.row.direction.into()
    }

    /// Value before the e-service; null where it is not known.
    async fn baseline(&self) -> Option<f64> {
        self.0.row.baseline
    }

    /// Value to reach.
    async fn target(&self) -> f64 {
        self.0.row.target
    }

    /// How often it is measured.
    async fn interval(&self) -> Interval {
        self.0.row.interval.into()
    }

    /// Where the values come from; may be empty.
    async fn source(&self) -> &str {
        &self.0.row.source
    }

    /// When it is to be measured next; null before the launch and after it was taken out.
    async fn next_due_on(&self) -> Option<Date> {
        self.0.row.next_due_on.map(Date)
    }

    /// True where its due date has passed, and with it the day until which a deviation was accepted.
    async fn overdue(&self, ctx: &Context<'_>) -> bool {
        let row = &self.0.row;
        goal::is_overdue(row.next_due_on, row.deviation_until, ctx.here().services.today())
    }

    /// Who has to measure it, and from when to when.
    async fn duty(&self) -> MeasuringDuty {
        MeasuringDuty(self.0.clone())
    }

    /// The usual indicator of services that it measures; null where it is none of them.
    async fn indicator(&self) -> Option<ServiceIndicator> {
        self.0.row.indicator.map(Into::into)
    }

    /// The latest value; null where nothing was measured yet.
    async fn latest(&self) -> Option<Measurement> {
        self.newest().cloned().map(Measurement::from)
    }

    /// How far the latest value is on the way to the target: 0 at the baseline, 1 or more where it is reached; null where nothing
    /// was measured yet. At most 10.
    async fn attainment(&self) -> Option<f64> {
        self.attained()
    }

    /// Which way the last twelve values go, seen from the goal; null with fewer than two.
    async fn trend(&self) -> Option<Trend> {
        goal::trend(self.0.row.direction, &self.values()).map(Into::into)
    }

    /// When the target will be met if it goes on as in the last twelve values.
    async fn forecast(&self) -> Forecast {
        let row = &self.0.row;
        goal::forecast(row.direction, row.target, &self.values()).into()
    }

    /// Attainment, trend and forecast in words, in the language of the viewer.
    async fn explanation(&self, ctx: &Context<'_>) -> String {
        let (row, values) = (&self.0.row, self.values());
        let standing = Standing {
            unit: &row.unit,
            direction: row.direction,
            baseline: row.baseline,
            target: row.target,
            latest: values.last().copied(),
            count: values.len(),
            attainment: self.attained(),
            trend: goal::trend(row.direction, &values),
            forecast: goal::forecast(row.direction, row.target, &values),
        };
        goal::explanation(&standing, ctx.here().locale())
    }

    /// Its measurements, oldest first; the last twelve where nothing is asked for.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last.or(Some(12)), child_complexity)")]
    async fn measurements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the beginning, or after `after`; at most 100.")] first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(
            desc = "So many from the end, or before `before`; at most 100, 12 where `first` is left out too."
        )]
        last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<MeasurementConnection, ApiError> {
        let last = if first.is_none() && last.is_none() {
            Some(12)
        } else {
            last
        };
        let count = counts(ctx);
        if !count
            && first.is_none()
            && after.is_none()
            && before.is_none()
            && last.is_some_and(|last| (0..=100).contains(&last))
        {
            let page = self.page_of_latest(last.unwrap_or(0));
            return Ok(MeasurementConnection::new(page, Measurement::from));
        }
        let args = page_args(first, after, last, before);
        let page = ctx
            .loaders()
            .measurements
            .load(ctx.here(), (self.0.row.id, (args, count)))
            .await?
            .ok_or(ApiError::Internal)?;
        Ok(MeasurementConnection::new(page, |row| {
            Measurement::from(MeasurementView::from(row))
        }))
    }

    /// The e-service that it belongs to.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::load(ctx, self.0.row.e_service_id, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The benefits that it shows, of all cycles of the e-service, in the order in which they were stated. The way back is
    /// `BenefitMeasure.metric`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn benefits(&self, ctx: &Context<'_>) -> Result<Vec<Benefit>, ApiError> {
        let rows = ctx.loaders().benefits_of.load(ctx.here(), self.0.row.id).await?;
        let rows = rows.unwrap_or_default().into_iter();
        rows.map(|row| Benefit::try_from(row).map_err(Into::into))
            .collect()
    }

    /// The follow-up reports that tell of it, of all cycles of the e-service, latest first. The way back is `ReportedMetric.metric`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn reports(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpReport>, ApiError> {
        let row = &self.0.row;
        let mut reports = FollowUpReport::of_e_service(ctx, row.e_service_id).await?;
        reports.retain(|report| report.tells_of(row.id));
        Ok(reports)
    }

    /// Every version of what it says, newest first: who wrote it, when, and what changed.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<MetricVersion>, ApiError> {
        MetricVersion::of(ctx, self.0.row.id).await
    }

    /// What differs between two versions of what it says, place by place; null where there is no such version.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of the version to compare from.")] from: i32,
        #[graphql(desc = "Number of the version to compare to.")] to: i32,
    ) -> Result<Option<Vec<Difference>>, ApiError> {
        MetricVersion::diff(ctx, self.0.row.id, from, to).await
    }

    /// When it was taken out; null while it stands. Its measurements and versions stay.
    async fn removed_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.removed_at
    }

    /// Who changed it last.
    async fn updated_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.row.updated_by).await
    }

    /// When it was stated.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.row.created_at
    }
}

impl Metric {
    /// The page of the latest measurements, from those that were loaded with the metric.
    fn page_of_latest(&self, last: i32) -> Page<MeasurementView> {
        let last = usize::try_from(last).unwrap_or(0);
        let rows = &self.0.measurements;
        let from = rows.len().saturating_sub(last);
        Page {
            rows: rows
                .iter()
                .skip(from)
                .map(|view| (cursor(view.row.measured_on, view.row.id), view.clone()))
                .collect(),
            has_next: false,
            has_previous: from > 0,
            total: None,
        }
    }
}
