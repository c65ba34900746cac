//! The type `Measurement`.

use std::sync::Arc;

use ::entity::measurement;
use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::goal,
    graphql::{
        account::types::User, context::Here, date::Date, error::ApiError, ids::id,
        machine::types::MachineClient, metric::types::Metric, object::object, paging::connection,
    },
};

/// A measured value.
#[derive(Clone)]
pub struct Measurement(Arc<measurement::Model>);

impl From<measurement::Model> for Measurement {
    fn from(row: measurement::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// A measured value. Never changed; one that was wrong is corrected by another, and stays on record.
    Measurement
}

#[ComplexObject]
impl Measurement {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// The value, in the unit of the metric.
    async fn value(&self) -> f64 {
        self.0.value
    }

    /// What was counted or summed, where it was computed from that; else null.
    async fn numerator(&self) -> Option<f64> {
        self.0.numerator
    }

    /// Of how many, where it was computed from that; else null.
    async fn denominator(&self) -> Option<f64> {
        self.0.denominator
    }

    /// How many answered with each level of satisfaction, from 1 to 5; null where that was not given.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn levels(&self) -> Option<Vec<SatisfactionLevel>> {
        let counts: [i64; goal::LEVELS] = serde_json::from_value(self.0.levels.clone()?).ok()?;
        let of = counts.into_iter().zip(goal::shares(&counts));
        let levels = (1..).zip(of).map(|(level, (count, share))| SatisfactionLevel {
            level,
            count: i32::try_from(count).unwrap_or(i32::MAX),
            share,
        });
        Some(levels.collect())
    }

    /// The day for which it holds.
    async fn measured_on(&self) -> Date {
        Date(self.0.measured_on)
    }

    /// The due date that it answers; null where nothing was due.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// True where it was recorded after its due date.
    async fn late(&self) -> bool {
        self.0.late
    }

    /// A remark, Markdown; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Who recorded it; null where a machine client did.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.machine_client_id {
            None => User::of(ctx, self.0.recorded_by).await.map(Some),
            Some(_) => Ok(None),
        }
    }

    /// The machine client that recorded it; null where a person did.
    async fn recorded_by_machine(&self, ctx: &Context<'_>) -> Result<Option<MachineClient>, ApiError> {
        match self.0.machine_client_id {
            Some(key) => MachineClient::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// The metric that was measured. The way back is `Metric.measurements`.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Metric, ApiError> {
        Metric::load(ctx, self.0.metric_id, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The values that it corrects, oldest first; empty where it was never corrected.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn former(&self, ctx: &Context<'_>) -> Result<Vec<FormerMeasurement>, ApiError> {
        let Some(first) = self.0.first_id else {
            return Ok(Vec::new());
        };
        let rows = ctx.loaders().former_measurements.load(ctx.here(), first).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(FormerMeasurement)
            .collect())
    }
}

/// How many answered with one level of satisfaction.
#[derive(Clone, SimpleObject)]
pub struct SatisfactionLevel {
    /// From 1, not at all satisfied, to 5, very satisfied.
    pub level: i32,
    /// How many answered so.
    pub count: i32,
    /// Their share of all answers, from 0 to 1.
    pub share: f64,
}

/// A value that was corrected.
pub struct FormerMeasurement(measurement::Model);

/// A value that was recorded first and corrected then.
#[Object]
impl FormerMeasurement {
    /// The value, in the unit of the metric.
    async fn value(&self) -> f64 {
        self.0.value
    }

    /// A remark, Markdown; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// Why it was corrected.
    async fn reason(&self) -> &str {
        self.0.correction_reason.as_deref().unwrap_or_default()
    }

    /// Who corrected it.
    async fn corrected_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.corrected_by.unwrap_or(self.0.recorded_by)).await
    }

    /// When it was corrected.
    async fn corrected_at(&self) -> DateTime<Utc> {
        self.0.corrected_at.unwrap_or(self.0.recorded_at)
    }
}

connection!(
    MeasurementConnection,
    MeasurementEdge,
    Measurement,
    "measurements"
);
