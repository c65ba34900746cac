//! The lead times of one e-service, where they are not those of the settings.

use sea_orm::entity::prelude::*;

use crate::{enums::ReminderSeries, ids::EServiceId};

/// Lead times of a series of reminders.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder_days")]
pub struct Model {
    /// Of which e-service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub e_service_id: EServiceId,
    /// Of which series.
    #[sea_orm(primary_key, auto_increment = false)]
    pub series: ReminderSeries,
    /// Days before the date, as a JSON list of numbers.
    #[sea_orm(column_type = "JsonBinary")]
    pub days: Json,
}

impl ActiveModelBehavior for ActiveModel {}
