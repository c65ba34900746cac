//! The type `MachineClient`.

use std::sync::Arc;

use ::entity::{ids::MachineClientId, machine_client};
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use crate::graphql::{
    account::types::User, context::Here, e_service::types::EService, error::ApiError, ids::id,
    paging::connection,
};

/// A machine client.
#[derive(Clone)]
pub struct MachineClient(Arc<machine_client::Model>);

impl From<machine_client::Model> for MachineClient {
    fn from(row: machine_client::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl MachineClient {
    /// The machine client with a key.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: MachineClientId) -> Result<Option<Self>, ApiError> {
        let found = ctx.loaders().machine_clients.load(ctx.here(), key).await?;
        Ok(found.map(Self::from))
    }
}

/// A program that delivers measurements of named e-services, or reports mails that came back, by a token of its own, and may do
/// nothing else.
#[Object]
impl MachineClient {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The e-services whose measurements it delivers; those that the viewer may see.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn e_services(&self, ctx: &Context<'_>) -> Result<Vec<EService>, ApiError> {
        let keys = ctx
            .loaders()
            .machine_client_e_services
            .load(ctx.here(), self.0.id)
            .await?
            .unwrap_or_default();
        let selected = ctx.look_ahead();
        let found = keys.into_iter().map(|key| EService::load(ctx, key, &selected));
        let found = futures_util::future::try_join_all(found).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Whether it reports mails that came back.
    async fn reports_bounces(&self) -> bool {
        self.0.reports_bounces
    }

    /// True while its token is accepted.
    async fn active(&self, ctx: &Context<'_>) -> bool {
        self.0.revoked_at.is_none() && self.0.expires_at > ctx.here().services.now()
    }

    /// When its token ends.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When its rights were taken away; null where they were not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it last did something; null where it has not yet.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// Who made it, and answers for what it records.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.created_by).await
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

connection!(
    MachineClientConnection,
    MachineClientEdge,
    MachineClient,
    "machine clients"
);
