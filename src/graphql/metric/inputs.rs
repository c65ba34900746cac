//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    graphql::{
        date::Date,
        enums::{Direction, Interval, ServiceIndicator},
    },
    service::metric::define::Statement,
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
    /// The usual indicator of services that it measures, if it is one; its direction must then be that of the indicator, and a
    /// measurement may give numerator and denominator instead of the value.
    pub indicator: Option<ServiceIndicator>,
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
            indicator: input.indicator.map(Into::into),
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

/// Input of `recordMeasurement`. One of `value`, `numerator` with `denominator`, and `levels` is given.
#[derive(InputObject)]
pub struct RecordMeasurementInput {
    /// The metric.
    pub metric_id: ID,
    /// The value, in the unit of the metric.
    pub value: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: what was counted or summed.
    pub numerator: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: of how many; not 0.
    pub denominator: Option<f64>,
    /// For a metric of user satisfaction, instead of the value: how many answered with each level, from 1 to 5.
    pub levels: Option<Vec<i32>>,
    /// The day for which it holds; not in the future.
    pub measured_on: Date,
    /// A remark, Markdown.
    #[graphql(default)]
    pub note: String,
}

/// Input of `correctMeasurement`. One of `value`, `numerator` with `denominator`, and `levels` is given.
#[derive(InputObject)]
pub struct CorrectMeasurementInput {
    /// The measurement that is wrong.
    pub measurement_id: ID,
    /// The right value, in the unit of the metric.
    pub value: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: what was counted or summed.
    pub numerator: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: of how many; not 0.
    pub denominator: Option<f64>,
    /// For a metric of user satisfaction, instead of the value: how many answered with each level, from 1 to 5.
    pub levels: Option<Vec<i32>>,
    /// A remark, Markdown.
    #[graphql(default)]
    pub note: String,
    /// Why the former value was wrong.
    pub reason: String,
}

/// Input of `acceptDeviation`.
#[derive(InputObject)]
pub struct AcceptDeviationInput {
    /// The metric.
    pub metric_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// The day until which it is accepted that it is not measured, later than its due date; left out to take back what was accepted.
    pub until_on: Option<Date>,
    /// Why.
    #[graphql(default)]
    pub reason: String,
}
