//! Stating goals and measures, and recording values.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::Metric;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        date::Date,
        e_service::types::EService,
        enums::{Direction, Interval},
        error::{ApiError, mendable},
        ids::{id, key},
        paging::payload,
    },
    service::metric::{
        define::{self, Statement},
        measure::{self, Reading},
    },
};

/// What a metric says.
#[derive(InputObject)]
pub struct MetricStatementInput {
    /// What is measured, for example "Andel digitala ansökningar".
    pub name: String,
    /// Which goal it serves.
    pub goal: String,
    /// Unit of its values, for example "%" or "dagar".
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service; left out where it is not known.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// How often it is measured.
    pub interval: Interval,
    /// Where the values come from.
    #[graphql(default)]
    pub source: String,
}

impl From<MetricStatementInput> for Statement {
    fn from(input: MetricStatementInput) -> Self {
        Self {
            name: input.name,
            goal: input.goal,
            unit: input.unit,
            direction: input.direction.into(),
            baseline: input.baseline,
            target: input.target,
            interval: input.interval.into(),
            source: input.source,
        }
    }
}

/// Input of `defineMetric`.
#[derive(InputObject)]
pub struct DefineMetricInput {
    /// The cycle in which it is stated.
    pub cycle_id: ID,
    /// What it says.
    pub metric: MetricStatementInput,
}

/// Input of `updateMetric`.
#[derive(InputObject)]
pub struct UpdateMetricInput {
    /// The metric.
    pub metric_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// What it says from now on.
    pub metric: MetricStatementInput,
}

/// Input of `removeMetric`.
#[derive(InputObject)]
pub struct RemoveMetricInput {
    /// The metric.
    pub metric_id: ID,
    /// The version that was seen.
    pub version: i32,
}

/// Input of `recordMeasurement`.
#[derive(InputObject)]
pub struct RecordMeasurementInput {
    /// The metric.
    pub metric_id: ID,
    /// The value, in the unit of the metric.
    pub value: f64,
    /// The day for which it holds; not in the future.
    pub measured_on: Date,
    /// A remark, Markdown.
    #[graphql(default)]
    pub note: String,
}

payload! {
    /// Answer of mutations that change a metric.
    MetricPayload {
        /// The metric as it is now, with its next due date.
        metric: Metric,
    }
}
payload! {
    /// Answer of `removeMetric`.
    RemoveMetricPayload {
        /// Id of the metric that was taken out, for client caches.
        removed_metric_id: ID,
        /// The e-service as it is now.
        e_service: EService,
    }
}

/// Stating goals and measures, and recording values.
#[derive(Default)]
pub struct MetricMutation;

#[Object]
impl MetricMutation {
    /// States a goal with its measure. An approval of the goals and measures becomes VOID. Problems: MISSING, TOO_LONG, INVALID,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::DefineMetric)", directive = requires::apply(Permission::DefineMetric))]
    async fn define_metric(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The metric.")] input: DefineMetricInput,
    ) -> Result<MetricPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let outcome = define::define(&here.services, here.actor()?, cycle, input.metric.into()).await;
        let (id, errors) = mendable(ctx, outcome)?;
        let metric = match id {
            Some(id) => Metric::load(ctx, id, &ctx.look_ahead().field("metric")).await?,
            None => None,
        };
        Ok(MetricPayload { metric, errors })
    }

    /// Changes a metric. An approval of the goals and measures becomes VOID. Problems: MISSING, TOO_LONG, INVALID, STALE.
    #[graphql(guard = "Requires(Permission::DefineMetric)", directive = requires::apply(Permission::DefineMetric))]
    async fn update_metric(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The metric.")] input: UpdateMetricInput,
    ) -> Result<MetricPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.metric_id)?);
        let statement = input.metric.into();
        let outcome = define::update(&here.services, here.actor()?, id, input.version, statement).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(MetricPayload {
            metric: Metric::load(ctx, id, &ctx.look_ahead().field("metric")).await?,
            errors,
        })
    }

    /// Takes a metric out; its measurements stay. An approval of the goals and measures becomes VOID. Problems: STALE.
    #[graphql(guard = "Requires(Permission::DefineMetric)", directive = requires::apply(Permission::DefineMetric))]
    async fn remove_metric(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The metric.")] input: RemoveMetricInput,
    ) -> Result<RemoveMetricPayload, ApiError> {
        let (here, metric) = (ctx.here(), key(&input.metric_id)?);
        let outcome = define::remove(&here.services, here.actor()?, metric, input.version).await;
        let (e_service, errors) = mendable(ctx, outcome)?;
        let removed_metric_id = e_service.map(|_| id(metric));
        let e_service = match e_service {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead().field("eService")).await?,
            None => None,
        };
        Ok(RemoveMetricPayload {
            removed_metric_id,
            e_service,
            errors,
        })
    }

    /// Records a measured value. It answers the due date that stands, and moves it on by the interval. Problems: INVALID, TOO_LONG,
    /// WRONG_STATE (not published yet).
    #[graphql(
        guard = "Requires(Permission::RecordMeasurement)",
        directive = requires::apply(Permission::RecordMeasurement)
    )]
    async fn record_measurement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The value.")] input: RecordMeasurementInput,
    ) -> Result<MetricPayload, ApiError> {
        let (here, metric) = (ctx.here(), key(&input.metric_id)?);
        let reading = Reading {
            value: input.value,
            measured_on: input.measured_on.0,
            note: input.note,
        };
        let (_, errors) = mendable(
            ctx,
            measure::record(&here.services, here.actor()?, metric, reading).await,
        )?;
        Ok(MetricPayload {
            metric: Metric::load(ctx, metric, &ctx.look_ahead().field("metric")).await?,
            errors,
        })
    }
}
