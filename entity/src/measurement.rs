//! Values of metrics; never changed.

use sea_orm::entity::prelude::*;

use crate::ids::{MeasurementId, MetricId, UserId};

/// A measured value.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "measurement")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeasurementId,
    /// Of which metric.
    pub metric_id: MetricId,
    /// In the unit of the metric.
    pub value: f64,
    /// The day for which it holds.
    pub measured_on: Date,
    /// The due date that it answers; none where nothing was due.
    pub due_on: Option<Date>,
    /// True where it was recorded after that date.
    pub late: bool,
    /// A remark, Markdown; may be empty.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Who recorded it.
    pub recorded_by: UserId,
    /// When.
    pub recorded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
