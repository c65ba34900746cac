//! The types of the room: `Document`, `DocumentVersion`.

use std::sync::Arc;

use ::entity::{document, document_version, ids::DocumentId};
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::{
    graphql::{
        account::types::User, context::Here, cycle::types::Cycle, enums::DocumentKind, error::ApiError,
        ids::id, object::object,
    },
    service::document::queries::DocumentView,
};

/// A document.
#[derive(Clone)]
pub struct Document {
    row: Arc<document::Model>,
    latest: DocumentVersion,
}

/// A version of a document.
#[derive(Clone)]
pub struct DocumentVersion(Arc<document_version::Model>);

impl From<DocumentView> for Document {
    fn from(view: DocumentView) -> Self {
        Self {
            row: Arc::new(view.row),
            latest: DocumentVersion(Arc::new(view.latest)),
        }
    }
}

impl Document {
    /// The document with a key; none where the viewer may not see its cycle.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: DocumentId) -> Result<Option<Self>, ApiError> {
        let Some(view) = ctx.loaders().documents.load(ctx.here(), key).await? else {
            return Ok(None);
        };
        let visible = Cycle::load(ctx, view.row.cycle_id).await?.is_some();
        Ok(visible.then(|| Self::from(view)))
    }
}

object! {
    /// A document of a cycle. Every version is kept; an approval is of one exact version.
    Document
}

#[ComplexObject]
impl Document {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// What it is.
    async fn kind(&self) -> DocumentKind {
        self.row.kind.into()
    }

    /// Its newest version.
    async fn latest(&self) -> &DocumentVersion {
        &self.latest
    }

    /// All versions, newest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<DocumentVersion>, ApiError> {
        let rows = ctx
            .loaders()
            .versions
            .load(ctx.here(), self.row.id)
            .await?
            .unwrap_or_default();
        Ok(rows
            .into_iter()
            .map(|row| DocumentVersion(Arc::new(row)))
            .collect())
    }

    /// The cycle that it belongs to.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.row.cycle_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// When its first version was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }
}

object! {
    /// A version of a document. Never changed.
    DocumentVersion
}

#[ComplexObject]
impl DocumentVersion {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// 1, 2, 3 …
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Text, Markdown.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// A prototype, build or file elsewhere.
    async fn link(&self) -> Option<&str> {
        self.0.link.as_deref()
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.author_id).await
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
