//! Working on a task: take, start, complete, skip.

use ::entity::{
    cycle,
    enums::{NotificationKind, TaskState},
    ids::{TaskId, UserId},
    task,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::queries::{self, TaskView};
use crate::{
    domain::{
        actor::Actor, facts::TaskFacts, notification::Details, permission::Permission, task as rules,
        template::Template,
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        audit,
        cycle::{facts, facts::Loaded, settle},
        notification::tell,
    },
};

/// A task that somebody is about to do something to, with all that the rules need.
pub(super) struct Open {
    pub(super) view: TaskView,
    pub(super) cycle: cycle::Model,
    pub(super) loaded: Loaded,
    pub(super) template: std::sync::Arc<Template>,
}

impl Open {
    pub(super) fn facts(&self) -> TaskFacts {
        queries::facts_of(&self.view.row)
    }

    /// Requires that the person has seen the task as it is. To be asked after their permission: who may not do something is told
    /// so, whatever they have seen.
    pub(super) fn seen_at(&self, version: i32) -> Result<()> {
        if self.view.row.version == version {
            Ok(())
        } else {
            Err(Error::stale())
        }
    }
}

/// Loads a task that the person may see.
pub(super) async fn open(
    services: &Services,
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: TaskId,
) -> Result<Open> {
    let (view, cycle) = queries::held(txn, actor, id).await?;
    let loaded = facts::load(services, txn, &cycle, &view.unit_path).await?;
    let template = services.templates.get(txn, view.template_id).await?.template;
    Ok(Open {
        view,
        cycle,
        loaded,
        template,
    })
}

/// A person works on the tasks of the roles that they hold there, and on those that were given to them.
fn require_part(actor: &Actor, view: &TaskView) -> Result<()> {
    let place = place(view.row.e_service_id, &view.unit_path);
    require(actor, Permission::WorkOnTask, place)?;
    if actor.holds(view.row.role, place) || view.row.assignee_id == Some(actor.user_id) {
        Ok(())
    } else {
        Err(Error::Forbidden(Permission::WorkOnTask))
    }
}

/// Writes the new state of a task, settles its cycle and records what happened.
pub(super) async fn write(
    services: &Services,
    txn: &DatabaseTransaction,
    actor: &Actor,
    mut open: Open,
    changed: task::ActiveModel,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let row = &open.view.row;
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
    if let Some(fact) = open.loaded.facts.tasks.iter_mut().find(|fact| fact.id == row.id) {
        fact.state = now_in;
        if let Set(due_on) = update.due_on {
            fact.due_on = due_on;
        }
        if let Set(by_hand) = update.due_by_hand {
            fact.due_by_hand = by_hand;
        }
    }
    settle::settle_loaded(services, txn, Some(actor), &open.cycle, &open.loaded).await
}

/// Takes a task for oneself.
///
/// # Errors
/// `WRONG_STATE`, `STALE`, [`Error::Forbidden`] where the person has no part in it, [`Error::NotFound`].
pub async fn take(services: &Services, actor: &Actor, id: TaskId, version: i32) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = open(services, &txn, actor, id).await?;
    require_part(actor, &open.view)?;
    open.seen_at(version)?;
    rules::take(&open.template, &open.loaded.facts, &open.facts())?;
    let detail = json!({ "assignee": actor.user_id, "before": { "assignee": open.view.row.assignee_id } });
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
    require_part(actor, &open.view)?;
    open.seen_at(version)?;
    let state = rules::start(&open.template, &open.loaded.facts, &open.facts())?;
    let assignee = open.view.row.assignee_id.unwrap_or(actor.user_id);
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
    require_part(actor, &open.view)?;
    open.seen_at(version)?;
    let state = rules::complete(&open.template, &open.loaded.facts, &open.facts())?;
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
    require_part(actor, &open.view)?;
    check.finish()?;
    open.seen_at(version)?;
    let state = rules::skip(&open.template, &open.loaded.facts, &open.facts(), &reason)?;
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
    txn: &DatabaseTransaction,
    actor: &Actor,
    view: &TaskView,
    assignee: UserId,
) -> Result<()> {
    let which = format!("{}/{}", view.row.id, view.row.version + 1);
    let thing = tell::Thing::Task(view.row.id);
    let occasion = tell::Occasion::of(
        NotificationKind::TaskAssigned,
        view.row.e_service_id,
        thing,
        which,
    )
    .with(Details {
        by: Some(actor.user_id),
        ..Details::default()
    });
    tell::tell_person(services, txn, Some(actor), occasion, assignee).await
}
