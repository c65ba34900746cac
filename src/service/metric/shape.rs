//! What is read of the latest measurements of metrics: what the client selected decides how many, and which columns.

use ::entity::{
    ids::{MachineClientId, MeasurementId, MetricId, UserId},
    measurement,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::JsonValue;

use crate::service::columns::columns;

columns! {
    /// A measurement as lists show it.
    pub struct MeasurementRow of measurement {
        /// Key.
        id: MeasurementId,
        /// The value.
        value: f64,
        /// The day for which it holds.
        measured_on: NaiveDate,
        /// A remark, Markdown; may be empty.
        note: String,
    }
}

columns! {
    /// What is said of a measurement beyond what lists show.
    pub struct MeasurementDetails of measurement {
        /// Of which metric.
        metric_id: MetricId,
        /// Key.
        id: MeasurementId,
        /// What was counted or summed, where it was computed from that.
        numerator: Option<f64>,
        /// Of how many, where it was computed from that.
        denominator: Option<f64>,
        /// How many answered with each level of satisfaction.
        levels: Option<JsonValue>,
        /// The due date that it answers.
        due_on: Option<NaiveDate>,
        /// True where it was recorded after its due date.
        late: bool,
        /// Who recorded it, or answers for the machine client that did.
        recorded_by: UserId,
        /// When it was recorded.
        recorded_at: DateTime<Utc>,
        /// The machine client that recorded it.
        machine_client_id: Option<MachineClientId>,
        /// The first of those that it corrects.
        first_id: Option<MeasurementId>,
    }
}

/// A measurement with what was asked for.
#[derive(Clone, Debug)]
pub struct MeasurementView {
    /// Its own columns.
    pub row: MeasurementRow,
    /// What is said of it beyond what lists show.
    pub details: Option<MeasurementDetails>,
}

impl From<measurement::Model> for MeasurementView {
    fn from(row: measurement::Model) -> Self {
        Self {
            details: Some(row.clone().into()),
            row: row.into(),
        }
    }
}

/// Which of the latest measurements of metrics are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Latest {
    /// How many.
    pub count: u64,
    /// With what is said of them beyond what lists show.
    pub details: bool,
}

impl Latest {
    /// What both ask for.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            count: Ord::max(self.count, other.count),
            details: self.details || other.details,
        }
    }
}
