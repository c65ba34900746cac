//! Goals and measures of e-services.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Direction, Interval, ServiceIndicator},
    ids::{CycleId, EServiceId, MetricId, UserId},
};

/// A goal with the measure that shows whether it is reached.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "metric")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MetricId,
    /// Of which e-service.
    pub e_service_id: EServiceId,
    /// In which cycle it was stated.
    pub cycle_id: CycleId,
    /// What is measured.
    pub name: String,
    /// Which goal it serves.
    #[sea_orm(column_type = "Text")]
    pub goal: String,
    /// Unit of its values, for example "%" or "days".
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// How often it is measured.
    pub interval: Interval,
    /// Where the values come from.
    pub source: String,
    /// The usual indicator of services that it measures, where it is one.
    pub indicator: Option<ServiceIndicator>,
    /// When it is to be measured next; none before the launch and after retirement.
    pub next_due_on: Option<Date>,
    /// When that date was set; earlier steps of its reminders are left out.
    pub due_set_at: Option<DateTimeUtc>,
    /// Until when it is accepted that it is not measured; gone once it is.
    pub deviation_until: Option<Date>,
    /// Why that was accepted.
    #[sea_orm(column_type = "Text", nullable)]
    pub deviation_reason: Option<String>,
    /// Who accepted it.
    pub deviation_by: Option<UserId>,
    /// When.
    pub deviation_at: Option<DateTimeUtc>,
    /// Who stated it.
    pub created_by: UserId,
    /// When.
    pub created_at: DateTimeUtc,
    /// Who changed it last.
    pub updated_by: UserId,
    /// When it was taken out; the measurements stay.
    pub removed_at: Option<DateTimeUtc>,
    /// Rises with every change.
    pub version: i32,
    /// Of which e-service.
    #[sea_orm(belongs_to, from = "e_service_id", to = "id")]
    pub e_service: BelongsTo<super::e_service::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
