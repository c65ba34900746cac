//! Follow-up reports.

use sea_orm::entity::prelude::*;

use crate::{
    enums::ReportState,
    ids::{CycleId, EServiceId, ReportId, UserId},
};

/// A follow-up report on an e-service for a period.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    /// On which e-service.
    pub e_service_id: EServiceId,
    /// In which cycle.
    pub cycle_id: CycleId,
    /// 1, 2, 3 … in its cycle.
    pub number: i32,
    /// First day of the period.
    pub from_on: Date,
    /// Last day of the period.
    pub to_on: Date,
    /// Where it stands.
    pub state: ReportState,
    /// What was composed from the data; its form is that of `domain::report::Content`.
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
    /// What the service manager says of it, Markdown; may be empty in a draft.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// To whom it was presented: an array of the keys of people.
    #[sea_orm(column_type = "JsonBinary")]
    pub recipients: Json,
    /// Who presented it.
    pub presented_by: Option<UserId>,
    /// When; it does not change any more.
    pub presented_at: Option<DateTimeUtc>,
    /// Who composed it first.
    pub created_by: UserId,
    /// When.
    pub created_at: DateTimeUtc,
    /// Who changed it last.
    pub updated_by: UserId,
    /// When.
    pub updated_at: DateTimeUtc,
    /// Rises with every change.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
