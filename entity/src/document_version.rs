//! Versions of documents; never changed.

use sea_orm::entity::prelude::*;

use crate::ids::{DocumentId, DocumentVersionId, UserId};

/// One version of a document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_version")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentVersionId,
    /// Of which document.
    pub document_id: DocumentId,
    /// 1, 2, 3 …
    pub number: i32,
    /// Text, Markdown.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// A prototype, build or file elsewhere.
    pub link: Option<String>,
    /// Files of the e-service, by key, each with its name and hash; none where there are none.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub attachments: Option<Json>,
    /// Who wrote it.
    pub author_id: UserId,
    /// When.
    pub created_at: DateTimeUtc,
    /// Of which document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
