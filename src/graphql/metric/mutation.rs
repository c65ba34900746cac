//! Stating goals and measures, and recording values.

use async_graphql::{Context, ID, Object};

use super::{
    inputs::{
        AcceptDeviationInput, CorrectMeasurementInput, DefineMetricInput, RecordMeasurementInput,
        RemoveMetricInput, UpdateMetricInput,
    },
    types::Metric,
};
use crate::{
    domain::{goal::Given, permission::Permission},
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        error::{ApiError, mendable},
        ids::{id, key},
        paging::payload,
    },
    service::metric::{
        correct::{self, Correction},
        define, deviate,
        measure::{self, Reading},
    },
};

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

    /// Records a measured value. It answers the due date that stands, and moves it on by the interval. A metric that measures an
    /// indicator takes numerator and denominator, or the answers at each level, instead of the value. Problems: MISSING, INVALID,
    /// TOO_LONG, WRONG_STATE (not published yet).
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
            value: Given::one_of(
                input.value,
                input.numerator,
                input.denominator,
                input.levels.as_deref(),
            ),
            measured_on: input.measured_on.0,
            note: input.note,
        };
        let outcome = measure::record(&here.services, here.actor()?, metric, reading).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(MetricPayload {
            metric: Metric::load(ctx, metric, &ctx.look_ahead().field("metric")).await?,
            errors,
        })
    }

    /// Puts another value in the place of one that was wrong. The former one stays on record, with who corrected it and why; the day
    /// for which it holds and the due date that it answered stay as they are. Problems: MISSING, INVALID, TOO_LONG, REASON_MISSING,
    /// STALE (it was corrected already).
    #[graphql(
        guard = "Requires(Permission::RecordMeasurement)",
        directive = requires::apply(Permission::RecordMeasurement)
    )]
    async fn correct_measurement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The right value.")] input: CorrectMeasurementInput,
    ) -> Result<MetricPayload, ApiError> {
        let (here, measurement) = (ctx.here(), key(&input.measurement_id)?);
        let correction = Correction {
            value: Given::one_of(
                input.value,
                input.numerator,
                input.denominator,
                input.levels.as_deref(),
            ),
            note: input.note,
            reason: input.reason,
        };
        let outcome = correct::correct(&here.services, here.actor()?, measurement, correction).await;
        let (corrected, errors) = mendable(ctx, outcome)?;
        let metric = match corrected {
            Some((_, metric)) => Metric::load(ctx, metric, &ctx.look_ahead().field("metric")).await?,
            None => None,
        };
        Ok(MetricPayload { metric, errors })
    }

    /// Accepts that a measure is not taken until a day, with a reason, or takes that back. Until that day it is not overdue and
    /// nobody is reminded of it; once it is measured, the deviation is over. Problems: STALE, MISSING, TOO_LONG, INVALID,
    /// DATE_IN_PAST, WRONG_STATE (nothing is due).
    #[graphql(
        guard = "Requires(Permission::AcceptDeviation)",
        directive = requires::apply(Permission::AcceptDeviation)
    )]
    async fn accept_deviation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The deviation.")] input: AcceptDeviationInput,
    ) -> Result<MetricPayload, ApiError> {
        let (here, metric) = (ctx.here(), key(&input.metric_id)?);
        let until = input.until_on.map(|day| day.0);
        let (services, actor) = (&here.services, here.actor()?);
        let outcome = deviate::accept(services, actor, metric, input.version, until, &input.reason).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(MetricPayload {
            metric: Metric::load(ctx, metric, &ctx.look_ahead().field("metric")).await?,
            errors,
        })
    }
}
