//! The type of the room: `Notification`.

use std::sync::Arc;

use ::entity::notification;
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::graphql::{
    approval::types::Approval, cycle::types::Cycle, date::Date, e_service::types::EService,
    enums::NotificationKind, error::ApiError, ids::id, metric::types::Metric, object::object,
    paging::connection, task::types::Task,
};

/// A notification.
#[derive(Clone)]
pub struct Notification(pub Arc<notification::Model>);

impl From<notification::Model> for Notification {
    fn from(row: notification::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// Something that the viewer was told. Exactly one of `cycle`, `task`, `approval` and `metric` is what it is about.
    Notification
}

#[ComplexObject]
impl Notification {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// What it tells.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// The date that it reminds of; null for other kinds.
    async fn about_on(&self) -> Option<Date> {
        self.0.about_on.map(Date)
    }

    /// The e-service that it is about; null where the viewer may no longer see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        EService::load(ctx, self.0.e_service_id, &ctx.look_ahead()).await
    }

    /// The cycle whose launch it is about.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Option<Cycle>, ApiError> {
        match self.0.cycle_id {
            Some(key) => Cycle::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The task that it is about.
    async fn task(&self, ctx: &Context<'_>) -> Result<Option<Task>, ApiError> {
        match self.0.task_id {
            Some(key) => Task::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// The approval that it is about.
    async fn approval(&self, ctx: &Context<'_>) -> Result<Option<Approval>, ApiError> {
        match self.0.approval_id {
            Some(key) => Approval::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The metric that it is about.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Option<Metric>, ApiError> {
        match self.0.metric_id {
            Some(key) => Metric::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// When it was told.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When the viewer read it; null where they have not.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.0.read_at
    }
}

connection!(
    NotificationConnection,
    NotificationEdge,
    Notification,
    "notifications"
);
