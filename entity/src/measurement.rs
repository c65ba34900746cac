//! Values of metrics; never changed, but for the mark of one that was corrected.

use sea_orm::entity::prelude::*;

use crate::ids::{MachineClientId, MeasurementId, MetricId, UserId};

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
    /// Where it is a share or a cost for each: how many, or how much.
    pub numerator: Option<f64>,
    /// Where it is a share or a cost for each: of how many.
    pub denominator: Option<f64>,
    /// Where it is the satisfaction of users: how many answered with each of the levels 1 to 5.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub levels: Option<Json>,
    /// The day for which it holds.
    pub measured_on: Date,
    /// The due date that it answers; none where nothing was due.
    pub due_on: Option<Date>,
    /// True where it was recorded after that date.
    pub late: bool,
    /// A remark, Markdown; may be empty.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Who recorded it; of what a machine client recorded, who answers for that client.
    pub recorded_by: UserId,
    /// When.
    pub recorded_at: DateTimeUtc,
    /// The machine client that recorded it; none where a person did.
    pub machine_client_id: Option<MachineClientId>,
    /// The first value, where this one corrects it or one that corrected it before.
    pub first_id: Option<MeasurementId>,
    /// When another value took its place; such a one does not count any more.
    pub corrected_at: Option<DateTimeUtc>,
    /// Who corrected it.
    pub corrected_by: Option<UserId>,
    /// Why.
    #[sea_orm(column_type = "Text", nullable)]
    pub correction_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
