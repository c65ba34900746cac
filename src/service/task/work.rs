//! Working on a task: take, start, complete, skip.

use std::sync::Arc;

use ::entity::{
    cycle,
    enums::{NotificationKind, TaskState},
    ids::{TaskId, UserId},
    task,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::queries::{self, TaskRow};
use crate::{
    database::Transaction,
    domain::{
        actor::{Actor, Place},
        facts::{CycleFacts, TaskFacts},
        permission::Permission,
        task as rules,
        template::Template,
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        audit,
        cycle::{facts, settle},
        notification::tell,
    },
};

/// A task that somebody is about to do something to, with all that the rules need.
pub(super) struct Open {
    pub(super) row: TaskRow,
    pub(super) unit_path: String,
    pub(super) cycle: cycle::Model,
    pub(super) task: TaskFacts,
    pub(super) facts: CycleFacts,
    pub(super) template: Arc<Template>,
}

impl Open {
    /// Where the task is.
    pub(super) fn place(&self) -> Place<'_> {
        place(self.row.e_service_id, &self.unit_path)
    }

    /// Requires that the person has seen the task as it is. To be asked after their permission: who may not do something is told
    /// so, whatever they have seen.
    pub(super) fn seen_at(&self, version: i32) -> Result<()> {
        if self.row.version == version {
            Ok(())
        } else {
            Err(Error::stale())
        }
    }
}

/// Loads a task that the person may see.
pub(super) async fn open(services: &Services, txn: &Transaction, actor: &Actor, id: TaskId) -> Result<Open> {
    let (row, unit_path, cycle) = queries::held(txn, actor, id).await?;
    let template = services.templates.get(txn, cycle.template_id).await?.template;
    let (facts, task) = facts::load_for_task(services, txn, (&cycle, &unit_path), &template, id).await?;
    Ok(Open {
        row,
        unit_path,
        cycle,
        task,
        facts,
        template,
    })
}

/// A person works on the tasks of the roles that they hold there, and on those that were given to them.
fn require_part(actor: &Actor, open: &Open) -> Result<()> {
    let place = open.place();
    require(actor, Permission::WorkOnTask, place)?;
    if actor.holds(open.row.role, place) || open.row.assignee_id == Some(actor.user_id) {
        Ok(())
    } else {
        Err(Error::Forbidden(Permission::WorkOnTask))
    }
}

/// Writes the new state of a task, settles its cycle and records what happened.
pub(super) async fn write(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    mut open: Open,
    changed: task::ActiveModel,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let row = &open.row;
    let mut update = changed;
    update.version = Set(row.version + 1);
    let now_in = match &update.state {
        Set(state) => *state,
        _ => row.state,
    };
    let result = task::Entity::update_many()
        .set(update.clone())
        .filter(task::COLUMN.id.eq(row.id))
        .filter(task::COLUMN.version.eq(row.version))
        .exec(txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    let entry = audit::Entry {
        action,
        thing_kind: "Task",
        thing_id: row.id.0,
        e_service_id: Some(row.e_service_id),
        detail,
    };
    audit::record(txn, Some(actor), services.now(), entry).await?;
    // The facts at hand are brought up to date instead of being read again.
    if let Some(fact) = open.facts.tasks.iter_mut().find(|fact| fact.id == row.id) {
        fact.state = now_in;
        if let Set(due_on) = update.due_on {
            fact.due_on = due_on;
        }
        if let Set(by_hand) = update.due_by_hand {
            fact.due_by_hand = by_hand;
        }
    }
    settle::settle_by(services, txn, Some(actor), &open.cycle, &open.facts).await
}

/// Takes a task for oneself.
///
/// # Errors
/// `WRONG_STATE`, `STALE`, [`Error::Forbidden`] where the person has no part in it, [`Error::NotFound`].
pub async fn take(services: &Services, actor: &Actor, id: TaskId, version: i32) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = open(services, &txn, actor, id).await?;
    require_part(actor, &open)?;
    open.seen_at(version)?;
    rules::take(&open.template, &open.facts, &open.task)?;
    let detail = json!({ "assignee": actor.user_id, "before": { "assignee": open.row.assignee_id } });
    let changed = task::ActiveModel {
        assignee_id: Set(Some(actor.user_id)),
        ..Default::default()
    };
    write(services, &txn, actor, open, changed, "task.take", detail).await?;
    txn.commit().await?;
    Ok(id)
}

/// Begins to work on a task; whoever begins one that nobody has takes it.
///
/// # Errors
/// `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn start(services: &Services, actor: &Actor, id: TaskId, version: i32) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = open(services, &txn, actor, id).await?;
    require_part(actor, &open)?;
    open.seen_at(version)?;
    let state = rules::start(&open.template, &open.facts, &open.task)?;
    let assignee = open.row.assignee_id.unwrap_or(actor.user_id);
    let changed = task::ActiveModel {
        state: Set(state),
        assignee_id: Set(Some(assignee)),
        ..Default::default()
    };
    write(
        services,
        &txn,
        actor,
        open,
        changed,
        "task.start",
        json!({ "state": state }),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}

/// Completes a task; what it must leave behind has to be there.
///
/// # Errors
/// `OUTCOME_MISSING`, `COMPLETED_BY_OUTCOME`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn complete(services: &Services, actor: &Actor, id: TaskId, version: i32) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = open(services, &txn, actor, id).await?;
    require_part(actor, &open)?;
    open.seen_at(version)?;
    let state = rules::complete(&open.template, &open.facts, &open.task)?;
    let changed = closed(services, actor.user_id, state);
    write(
        services,
        &txn,
        actor,
        open,
        changed,
        "task.complete",
        json!({ "state": state }),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}

/// Leaves a task out, with a reason; the template says whether it can be.
///
/// # Errors
/// `NOT_SKIPPABLE`, `REASON_MISSING`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn skip(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    version: i32,
    reason: &str,
) -> Result<TaskId> {
    let mut check = crate::service::check::Check::default();
    let reason = check.optional_text("reason", reason, crate::service::check::TEXT);
    let txn = services.begin().await?;
    let open = open(services, &txn, actor, id).await?;
    require_part(actor, &open)?;
    check.finish()?;
    open.seen_at(version)?;
    let state = rules::skip(&open.template, &open.facts, &open.task, &reason)?;
    let mut changed = closed(services, actor.user_id, state);
    changed.skip_reason = Set(Some(reason.clone()));
    write(
        services,
        &txn,
        actor,
        open,
        changed,
        "task.skip",
        json!({ "state": state, "reason": reason }),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}

fn closed(services: &Services, by: UserId, state: TaskState) -> task::ActiveModel {
    task::ActiveModel {
        state: Set(state),
        completed_by: Set(Some(by)),
        completed_at: Set(Some(services.now())),
        ..Default::default()
    }
}

/// Tells somebody that a task was given to them; not those who took it themselves.
pub(super) async fn tell_assigned(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    row: &TaskRow,
    assignee: UserId,
) -> Result<()> {
    let which = format!("{}/{}", row.id, row.version + 1);
    let thing = tell::Thing::Task(row.id);
    let occasion =
        tell::Occasion::of(NotificationKind::TaskAssigned, row.e_service_id, thing, which).by(actor);
    tell::tell_person(services, txn, Some(actor), occasion, assignee).await
}
