//! The type of the room: `Attachment`.

use std::sync::Arc;

use ::entity::{attachment, ids::AttachmentId};
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::{
    domain::attachment::Attached,
    graphql::{
        account::types::User, context::Here, e_service::types::EService, error::ApiError, ids::id,
        object::object,
    },
    service::attachment::address::to_fetch,
};

/// A file of an e-service.
#[derive(Clone)]
pub struct Attachment(pub Arc<attachment::Model>);

impl Attachment {
    /// The attachment with a key; none where it is not there or the viewer may not see its e-service.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: AttachmentId) -> Result<Option<Self>, ApiError> {
        let Some(row) = ctx.loaders().attachments.load(ctx.here(), key).await? else {
            return Ok(None);
        };
        let visible = EService::load(ctx, row.e_service_id, &ctx.look_ahead().field("nothing")).await?;
        Ok(visible.map(|_| Self(Arc::new(row))))
    }

    /// The files that something names which the viewer may see, in the order in which they were attached. They are of the same e-service, and
    /// nothing that is named can be taken out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn named(ctx: &Context<'_>, files: &Attached) -> Result<Vec<Self>, ApiError> {
        let loads = files
            .ids()
            .map(|id| ctx.loaders().attachments.load(ctx.here(), id));
        let rows = futures_util::future::try_join_all(loads).await?;
        let rows = rows.into_iter().flatten();
        Ok(rows.map(|row| Self(Arc::new(row))).collect())
    }
}

object! {
    /// A file of an e-service: a process map, a prototype, a guide, what was shown at a test.
    Attachment
}

#[ComplexObject]
impl Attachment {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its content type, for example `application/pdf`.
    async fn content_type(&self) -> &str {
        &self.0.content_type
    }

    /// Its size, in bytes.
    async fn size(&self) -> i32 {
        i32::try_from(self.0.size).unwrap_or(i32::MAX)
    }

    /// SHA-256 of its bytes, in hexadecimal.
    async fn sha256(&self) -> &str {
        self.0.sha256.as_deref().unwrap_or_default()
    }

    /// Address on this server from which it can be fetched without logging in, also in parts (`Range`); good for some minutes.
    async fn url(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
        Ok(to_fetch(&ctx.here().services, &self.0)?)
    }

    /// Who attached it.
    async fn uploaded_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.uploaded_by).await
    }

    /// When it was there.
    async fn stored_at(&self) -> Option<DateTime<Utc>> {
        self.0.stored_at
    }
}
