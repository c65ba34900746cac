//! Commenting on a task.

use ::entity::{
    ids::{TaskCommentId, TaskId},
    task_comment,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::queries;
use crate::{
    domain::actor::Actor,
    service::{
        Result, Services, audit,
        check::{Check, TEXT},
    },
};

/// Writes a comment; anybody signed in who may see the task can.
///
/// # Errors
/// Problems with the text; [`crate::service::Error::NotFound`].
pub async fn comment(services: &Services, actor: &Actor, id: TaskId, body: &str) -> Result<TaskCommentId> {
    let mut check = Check::default();
    let body = check.text("body", body, TEXT);
    let now = services.now();
    let txn = services.begin().await?;
    let row = queries::visible(&txn, actor, id).await?;
    check.finish()?;
    let comment_id = TaskCommentId::new();
    task_comment::Entity::insert(task_comment::ActiveModel {
        id: Set(comment_id),
        task_id: Set(id),
        author_id: Set(actor.user_id),
        body: Set(body),
        created_at: Set(now),
    })
    .exec_without_returning(&txn)
    .await?;
    let entry = audit::Entry {
        action: "task.comment",
        thing_kind: "Task",
        thing_id: id.0,
        e_service_id: Some(row.e_service_id),
        detail: json!({ "comment": comment_id }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(comment_id)
}
