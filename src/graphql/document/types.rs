//! The types of the room: `Document`, `DocumentVersion`.

use std::sync::Arc;

use ::entity::{
    document, document_version, enums,
    ids::{CycleId, DocumentId},
};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::comparison::{self, LineChange},
    graphql::{
        account::types::User, attachment::types::Attachment, context::Here, cycle::types::Cycle,
        enums::DocumentKind, error::ApiError, ids::id, object::object,
    },
    service::document::{files, queries::DocumentView},
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

    /// The document of a kind in a cycle that the viewer may see; none where it is not written.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of_kind(
        ctx: &Context<'_>,
        cycle: CycleId,
        kind: enums::DocumentKind,
    ) -> Result<Option<Self>, ApiError> {
        let views = ctx.loaders().documents_of.load(ctx.here(), cycle).await?;
        let mut views = views.unwrap_or_default().into_iter();
        Ok(views.find(|view| view.row.kind == kind).map(Self::from))
    }
}

/// What differs between two versions of a document.
#[derive(SimpleObject)]
pub struct DocumentDiff {
    /// Every line of both texts, in order: what is the same, what was taken out, what was put in.
    pub lines: Vec<DiffLine>,
    /// The link of the version that is compared from.
    pub link_before: Option<String>,
    /// The link of the version that is compared to.
    pub link_after: Option<String>,
    /// Files of the version that is compared to which the other does not have.
    pub attachments_added: Vec<Attachment>,
    /// Files of the version that is compared from which the other does not have any more.
    pub attachments_removed: Vec<Attachment>,
}

/// A line of two texts that are compared.
#[derive(SimpleObject)]
pub struct DiffLine {
    /// Whether it is in both texts.
    pub change: LineChange,
    /// The line, without its end.
    pub text: String,
}

impl From<comparison::Line<'_>> for DiffLine {
    fn from(line: comparison::Line<'_>) -> Self {
        Self {
            change: line.change,
            text: line.text.to_owned(),
        }
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

    /// What differs between two of its versions, line by line; null where there is no such version.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of the version to compare from.")] from: i32,
        #[graphql(desc = "Number of the version to compare to.")] to: i32,
    ) -> Result<Option<DocumentDiff>, ApiError> {
        let rows = ctx.loaders().versions.load(ctx.here(), self.row.id).await?;
        let rows = rows.unwrap_or_default();
        let numbered = |number| rows.iter().find(|row| row.number == number);
        let (Some(before), Some(after)) = (numbered(from), numbered(to)) else {
            return Ok(None);
        };
        let (files_before, files_after) = (files::of(before)?, files::of(after)?);
        let (added, removed) = (
            files_after.without(&files_before),
            files_before.without(&files_after),
        );
        let lines = comparison::lines(&before.body, &after.body);
        Ok(Some(DocumentDiff {
            lines: lines.into_iter().map(Into::into).collect(),
            link_before: before.link.clone(),
            link_after: after.link.clone(),
            attachments_added: Attachment::named(ctx, &added).await?,
            attachments_removed: Attachment::named(ctx, &removed).await?,
        }))
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

    /// Its files: a prototype of the design, for example; in the order in which they were attached.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>, ApiError> {
        Attachment::named(ctx, &files::of(&self.0)?).await
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
