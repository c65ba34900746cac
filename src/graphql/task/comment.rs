//! What is written on a task.

use ::entity::task_comment;
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::graphql::{account::types::User, error::ApiError, ids::id, object::object};

/// Something that was written on a task.
pub struct TaskComment(pub task_comment::Model);

object! {
    /// Something that was written on a task.
    TaskComment
}

#[ComplexObject]
impl TaskComment {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// What was written, Markdown.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.author_id).await
    }

    /// When.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
