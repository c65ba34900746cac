//! Leading the work: assign tasks, move due dates, open again, add by hand.

use ::entity::{
    enums::{Phase, Role, TaskState},
    ids::{CycleId, TaskId, UserId},
    task,
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::work::{Open, open, tell_assigned, write};
use crate::{
    database::Transaction,
    domain::{actor::Actor, permission::Permission, task as rules},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        account, audit,
        check::{Check, NAME, TEXT},
        cycle::{queries as cycles, settle},
    },
};

async fn managed(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    id: TaskId,
    version: i32,
) -> Result<Open> {
    let open = open(services, txn, actor, id).await?;
    require(actor, Permission::ManageTasks, open.place())?;
    open.seen_at(version)?;
    Ok(open)
}

/// Gives a task to a person, or takes it from everybody.
///
/// # Errors
/// `UNKNOWN_ID`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn assign(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    version: i32,
    assignee: Option<UserId>,
) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = managed(services, &txn, actor, id, version).await?;
    rules::take(&open.template, &open.facts, &open.task)?;
    if let Some(assignee) = assignee {
        if account::queries::user(&txn, assignee)
            .await?
            .is_none_or(|user| !user.active)
        {
            return Err(Error::refused(
                ProblemCode::UnknownId,
                &["assigneeId"],
                "Personen finns inte.",
                "There is no such person.",
            ));
        }
        tell_assigned(services, &txn, actor, &open.row, assignee).await?;
    }
    let detail = json!({ "assignee": assignee, "before": { "assignee": open.row.assignee_id } });
    let changed = task::ActiveModel {
        assignee_id: Set(assignee),
        ..Default::default()
    };
    write(services, &txn, actor, open, changed, "task.assign", detail).await?;
    txn.commit().await?;
    services.live.wake();
    Ok(id)
}

/// Sets the due date by hand, or gives it back to the rules of the template.
///
/// # Errors
/// `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn set_due_date(
    services: &Services,
    actor: &Actor,
    id: TaskId,
    version: i32,
    due_on: Option<NaiveDate>,
) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = managed(services, &txn, actor, id, version).await?;
    rules::take(&open.template, &open.facts, &open.task)?;
    let detail = json!({ "dueOn": due_on, "before": { "dueOn": open.row.due_on } });
    let changed = task::ActiveModel {
        due_on: Set(due_on),
        due_by_hand: Set(due_on.is_some()),
        ..Default::default()
    };
    write(services, &txn, actor, open, changed, "task.set_due_date", detail).await?;
    txn.commit().await?;
    Ok(id)
}

/// Opens a task again that was completed or skipped.
///
/// # Errors
/// `WRONG_STATE`, `WRONG_PHASE` where its phase is over, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn reopen(services: &Services, actor: &Actor, id: TaskId, version: i32) -> Result<TaskId> {
    let txn = services.begin().await?;
    let open = managed(services, &txn, actor, id, version).await?;
    let state = rules::reopen(&open.template, &open.facts, &open.task)?;
    let detail = json!({ "state": state, "before": { "state": open.row.state } });
    let changed = task::ActiveModel {
        state: Set(state),
        skip_reason: Set(None),
        completed_by: Set(None),
        completed_at: Set(None),
        ..Default::default()
    };
    write(services, &txn, actor, open, changed, "task.reopen", detail).await?;
    txn.commit().await?;
    Ok(id)
}

/// A task added by hand.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// Title.
    pub title: String,
    /// What is to be done, Markdown.
    pub description: String,
    /// The phase in which it can be done.
    pub phase: Phase,
    /// Who is responsible.
    pub role: Role,
    /// When it should be done.
    pub due_on: Option<NaiveDate>,
}

/// Adds a task to a cycle by hand. It counts for the gate of its phase like any other.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE` where the cycle is over, `WRONG_PHASE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn add(services: &Services, actor: &Actor, cycle_id: CycleId, new: NewTask) -> Result<TaskId> {
    let mut check = Check::default();
    let title = check.text("title", &new.title, NAME);
    let description = check.optional_text("description", &new.description, TEXT);
    check.that(
        new.role != Role::Admin,
        ProblemCode::Invalid,
        "role",
        "En administratör ansvarar inte för uppgifter.",
        "An administrator is not responsible for tasks.",
    );
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::ManageTasks,
        place(view.e_service.id, &view.unit_path),
    )?;
    check.finish()?;
    if view.cycle.ended_at.is_some() {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Omgången är avslutad.",
            "The cycle is over.",
        ));
    }
    if new.phase < view.cycle.phase && new.phase < Phase::Management {
        return Err(Error::refused(
            ProblemCode::WrongPhase,
            &["phase"],
            "Fasen är passerad.",
            "The phase has passed.",
        ));
    }
    let row = task::Model {
        id: TaskId::new(),
        cycle_id,
        e_service_id: view.e_service.id,
        activity: None,
        phase: new.phase,
        title: Some(title.clone()),
        description: Some(description),
        role: new.role,
        assignee_id: None,
        state: TaskState::Waiting,
        due_on: new.due_on,
        due_by_hand: new.due_on.is_some(),
        skip_reason: None,
        completed_by: None,
        completed_at: None,
        position: BY_HAND,
        occurrence: 1,
        created_at: now,
        version: 1,
    };
    let id = row.id;
    task::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "task.add",
        thing_kind: "Task",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "title": title, "phase": new.phase, "role": new.role, "dueOn": new.due_on }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    settle::settle(services, &txn, Some(actor), cycle_id).await?;
    txn.commit().await?;
    Ok(id)
}

/// Position of tasks added by hand: after all of the template.
const BY_HAND: i32 = 1_000;
