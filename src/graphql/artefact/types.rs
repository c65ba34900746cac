//! What every artefact has: its versions.

use ::entity::{artefact_version, ids::ArtefactId};
use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::{
    domain::{approval::difference, attachment::Attached},
    graphql::{
        account::types::User, approval::types::Difference, attachment::types::Attachment, context::Here,
        error::ApiError, ids::id,
    },
};

/// How many things of a kind there are.
#[derive(Clone, Copy, SimpleObject)]
pub struct Tally {
    /// All of them.
    pub total: i32,
    /// Those of which something is left to do.
    pub open: i32,
}

impl From<crate::domain::artefact::Tally> for Tally {
    fn from(tally: crate::domain::artefact::Tally) -> Self {
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Self {
            total: count(tally.total),
            open: count(tally.open),
        }
    }
}

/// A version of an artefact.
#[derive(Clone)]
pub struct ArtefactVersion {
    row: artefact_version::Model,
    /// What it said before; null for the first version.
    before: serde_json::Value,
}

impl ArtefactVersion {
    /// The versions of an artefact that the viewer may see, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, key: ArtefactId) -> Result<Vec<Self>, ApiError> {
        let rows = ctx.loaders().artefact_versions.load(ctx.here(), key).await?;
        let rows = rows.unwrap_or_default();
        let befores: Vec<_> = rows
            .iter()
            .skip(1)
            .map(|row| row.body.clone())
            .chain([serde_json::Value::Null])
            .collect();
        Ok(rows
            .into_iter()
            .zip(befores)
            .map(|(row, before)| Self { row, before })
            .collect())
    }

    /// What differs between two versions of an artefact; none where there is no such version.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn diff(
        ctx: &Context<'_>,
        key: ArtefactId,
        (from, to): (i32, i32),
    ) -> Result<Option<Vec<Difference>>, ApiError> {
        let rows = ctx.loaders().artefact_versions.load(ctx.here(), key).await?;
        let rows = rows.unwrap_or_default();
        let numbered = |number| rows.iter().find(|row| row.number == number);
        let both = numbered(from).zip(numbered(to));
        Ok(both.map(|(before, after)| {
            let found = difference(&before.body, &after.body).into_iter();
            found.map(Into::into).collect()
        }))
    }
}

/// A version of something that was made in a cycle. Never changed.
#[Object]
impl ArtefactVersion {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// 1, 2, 3 …
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.row.author_id).await
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// The files that it named, in the order in which they were attached; empty where things of its kind name none.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>, ApiError> {
        let Some(files) = self.row.body.get("attachments") else {
            return Ok(Vec::new());
        };
        let files = Attached::deserialize(files).map_err(|_| ApiError::Internal)?;
        Attachment::named(ctx, &files).await
    }

    /// What it changed, place by place; the first version against nothing. Files stand under `/attachments`, each with its name and
    /// hash.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn changes(&self) -> Vec<Difference> {
        difference(&self.before, &self.row.body)
            .into_iter()
            .map(Into::into)
            .collect()
    }
}
