//! The type `Measurement`.

use std::sync::Arc;

use ::entity::measurement;
use async_graphql::{ComplexObject, Context, ID, Lookahead, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::goal,
    graphql::{
        account::types::User, context::Here, date::Date, error::ApiError, ids::id,
        machine::types::MachineClient, metric::types::Metric, object::object, paging::connection,
    },
    service::metric::queries::{MeasurementDetails, MeasurementView},
};

/// A measured value.
#[derive(Clone)]
pub struct Measurement(Arc<MeasurementView>);

impl From<MeasurementView> for Measurement {
    fn from(view: MeasurementView) -> Self {
        Self(Arc::new(view))
    }
}

impl Measurement {
    /// Whether a selection asks for more than lists show.
    #[must_use]
    pub fn wants_details(selected: &Lookahead<'_>) -> bool {
        let in_rows = ["id", "value", "measuredOn", "note", "__typename"];
        let mut fields = selected.selection_fields().into_iter();
        fields.any(|field| {
            let mut below = field.selection_set();
            below.any(|field| !in_rows.contains(&field.name()))
        })
    }

    /// What is said of it beyond what lists show.
    fn details(&self) -> Result<&MeasurementDetails, ApiError> {
        self.0.details.as_ref().ok_or(ApiError::Internal)
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
        id(self.0.row.id)
    }

    /// The value, in the unit of the metric.
    async fn value(&self) -> f64 {
        self.0.row.value
    }

    /// What was counted or summed, where it was computed from that; else null.
    async fn numerator(&self) -> Result<Option<f64>, ApiError> {
        Ok(self.details()?.numerator)
    }

    /// Of how many, where it was computed from that; else null.
    async fn denominator(&self) -> Result<Option<f64>, ApiError> {
        Ok(self.details()?.denominator)
    }

    /// How many answered with each level of satisfaction, from 1 to 5; null where that was not given.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn levels(&self) -> Result<Option<Vec<SatisfactionLevel>>, ApiError> {
        let Some(counts) = self.details()?.levels.clone() else {
            return Ok(None);
        };
        let Ok(counts) = serde_json::from_value::<[i64; goal::LEVELS]>(counts) else {
            return Ok(None);
        };
        let of = counts.into_iter().zip(goal::shares(&counts));
        let levels = (1..).zip(of).map(|(level, (count, share))| SatisfactionLevel {
            level,
            count: i32::try_from(count).unwrap_or(i32::MAX),
            share,
        });
        Ok(Some(levels.collect()))
    }

    /// The day for which it holds.
    async fn measured_on(&self) -> Date {
        Date(self.0.row.measured_on)
    }

    /// The due date that it answers; null where nothing was due.
    async fn due_on(&self) -> Result<Option<Date>, ApiError> {
        Ok(self.details()?.due_on.map(Date))
    }

    /// True where it was recorded after its due date.
    async fn late(&self) -> Result<bool, ApiError> {
        Ok(self.details()?.late)
    }

    /// A remark, Markdown; may be empty.
    async fn note(&self) -> &str {
        &self.0.row.note
    }

    /// Who recorded it; null where a machine client did.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        let details = self.details()?;
        match details.machine_client_id {
            None => User::of(ctx, details.recorded_by).await.map(Some),
            Some(_) => Ok(None),
        }
    }

    /// The machine client that recorded it; null where a person did.
    async fn recorded_by_machine(&self, ctx: &Context<'_>) -> Result<Option<MachineClient>, ApiError> {
        match self.details()?.machine_client_id {
            Some(key) => MachineClient::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> Result<DateTime<Utc>, ApiError> {
        Ok(self.details()?.recorded_at)
    }

    /// The metric that was measured. The way back is `Metric.measurements`.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Metric, ApiError> {
        Metric::load(ctx, self.details()?.metric_id, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The values that it corrects, oldest first; empty where it was never corrected.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn former(&self, ctx: &Context<'_>) -> Result<Vec<FormerMeasurement>, ApiError> {
        let Some(first) = self.details()?.first_id else {
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
