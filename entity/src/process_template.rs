//! Versions of the process template.

use sea_orm::entity::prelude::*;

use crate::ids::ProcessTemplateId;

/// One version of the process as data.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "process_template")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProcessTemplateId,
    /// 1, 2, 3 …; unique.
    pub number: i32,
    /// The file as it was loaded, TOML.
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// SHA-256 of the source, in hexadecimal; unique.
    pub source_hash: String,
    /// When it was loaded; the newest is used for cycles that begin.
    pub loaded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
