//! Settling a cycle: after every change, its tasks are brought to where the rules say they now are.

use std::collections::{BTreeMap, HashMap};

use ::entity::{
    cycle,
    enums::TaskState,
    ids::{CycleId, EServiceId, TaskId},
    task,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::{facts, queries};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        facts::CycleFacts,
        task::{NewTask, Settlement, settle as settlement},
    },
    service::{Result, Services, e_service},
};

/// Settles a cycle. Settling twice changes nothing more.
///
/// # Errors
/// Where the database fails.
pub async fn settle(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    id: CycleId,
) -> Result<()> {
    // A box: nearly every use case settles, and what that needs would lie on the stack of each.
    Box::pin(async {
        let view = queries::held(txn, id).await?;
        let loaded = facts::load(services, txn, &view.cycle, &view.unit_path).await?;
        settle_by(services, txn, actor, &view.cycle, &loaded.facts).await
    })
    .await
}

/// Settles the cycles of an e-service: roles on it have changed.
///
/// # Errors
/// Where the database fails.
pub async fn settle_e_service(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    id: EServiceId,
) -> Result<()> {
    let Some((row, _)) = e_service::queries::exists(txn, id).await? else {
        return Ok(());
    };
    for cycle in [row.development_cycle_id, row.operation_cycle_id]
        .into_iter()
        .flatten()
    {
        settle(services, txn, actor, cycle).await?;
    }
    Ok(())
}

/// Holds the cycles of an e-service until the transaction ends: the first thing that a use case does that changes something around
/// them, so that two of them wait for each other in the same order.
///
/// # Errors
/// Where the database fails.
pub async fn hold(txn: &Transaction, e_service: &::entity::e_service::Model) -> Result<()> {
    for cycle in [e_service.development_cycle_id, e_service.operation_cycle_id]
        .into_iter()
        .flatten()
    {
        queries::held(txn, cycle).await?;
    }
    Ok(())
}

/// What is written for all tasks that it holds for together: the state, the due date where it changes (most keep theirs, each its own),
/// and whether an outcome brought it.
type Move = (TaskState, Option<Option<NaiveDate>>, bool);

/// Settles a cycle whose facts are at hand and up to date.
pub(in crate::service) async fn settle_by(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    cycle: &cycle::Model,
    facts: &CycleFacts,
) -> Result<()> {
    let version = services.templates.get(txn, cycle.template_id).await?;
    let now = services.now();
    let Settlement { changes, new_tasks } = settlement(&version.template, facts);
    let due_before: HashMap<_, _> = facts.tasks.iter().map(|task| (task.id, task.due_on)).collect();
    let mut moved: BTreeMap<Move, Vec<TaskId>> = BTreeMap::new();
    for change in changes {
        let new_date = (due_before.get(&change.id) != Some(&change.due_on)).then_some(change.due_on);
        let together = moved.entry((change.state, new_date, change.by_outcome));
        together.or_default().push(change.id);
    }
    for ((state, new_date, by_outcome), ids) in moved {
        let mut update = task::Entity::update_many()
            .col_expr(task::Column::State, Expr::value(state))
            .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1));
        if let Some(due_on) = new_date {
            update = update.col_expr(task::Column::DueOn, Expr::value(due_on));
        }
        if by_outcome {
            // Closed by what came, by whoever brought it; or opened again, and then nobody has completed it.
            let closed = state == TaskState::Done;
            let by = actor.map(|actor| actor.user_id).filter(|_| closed);
            update = update
                .col_expr(task::Column::CompletedBy, Expr::value(by))
                .col_expr(task::Column::CompletedAt, Expr::value(closed.then_some(now)));
        }
        update.filter(task::COLUMN.id.is_in(ids)).exec(txn).await?;
    }
    insert_tasks(txn, cycle, new_tasks, now).await
}

pub(super) async fn insert_tasks(
    txn: &impl ConnectionTrait,
    cycle: &cycle::Model,
    tasks: Vec<NewTask>,
    now: DateTime<Utc>,
) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    let rows = tasks.into_iter().map(|new| task::ActiveModel {
        id: Set(TaskId::new()),
        cycle_id: Set(cycle.id),
        e_service_id: Set(cycle.e_service_id),
        activity: Set(Some(new.activity)),
        phase: Set(new.phase),
        title: Set(None),
        description: Set(None),
        role: Set(new.role),
        assignee_id: Set(None),
        state: Set(new.state),
        due_on: Set(new.due_on),
        due_by_hand: Set(false),
        skip_reason: Set(None),
        completed_by: Set(None),
        completed_at: Set(None),
        position: Set(new.position),
        occurrence: Set(new.occurrence),
        created_at: Set(now),
        version: Set(1),
    });
    task::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
