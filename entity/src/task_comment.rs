//! What people wrote on tasks.

use sea_orm::entity::prelude::*;

use crate::ids::{TaskCommentId, TaskId, UserId};

/// A comment on a task.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_comment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskCommentId,
    /// The task.
    pub task_id: TaskId,
    /// Who wrote it.
    pub author_id: UserId,
    /// Markdown.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
