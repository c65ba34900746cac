//! Versions of artefacts; never changed.

use sea_orm::entity::prelude::*;

use crate::ids::{ArtefactId, ArtefactVersionId, UserId};

/// One version of an artefact.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "artefact_version")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ArtefactVersionId,
    /// Of which artefact.
    pub artefact_id: ArtefactId,
    /// 1, 2, 3 …
    pub number: i32,
    /// What it said.
    #[sea_orm(column_type = "JsonBinary")]
    pub body: Json,
    /// Who wrote it.
    pub author_id: UserId,
    /// When.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
