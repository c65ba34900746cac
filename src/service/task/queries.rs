//! Every query on tasks and their comments.

use std::collections::HashMap;

use ::entity::{
    cycle,
    enums::{Phase, Role, TaskState},
    ids::{CycleId, TaskId},
    org_unit, task, task_comment,
};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait,
    sea_query::{Expr, Func, LockType, SimpleExpr},
};

pub use super::shape::{Found, Shape, TaskDetails, TaskRow, TaskView};
use super::shape::{found, select, select_found, view, with_e_service};
use crate::{
    database::Transaction,
    domain::{actor::Actor, facts::TaskFacts},
    service::{
        Error, Result,
        columns::{self, Cells, Columns},
        e_service::queries::{held_at, visibility},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// Which tasks of a list are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In one of these states.
    pub states: Option<Vec<TaskState>>,
    /// In one of these phases.
    pub phases: Option<Vec<Phase>>,
    /// Of these roles.
    pub roles: Option<Vec<Role>>,
}

/// The tasks of each cycle, in the order of the template. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
    shape: &Shape,
) -> Result<HashMap<CycleId, Vec<TaskView>>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let select = select(shape)
        .filter(task::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .order_by_asc(task::COLUMN.position)
        .order_by_asc(task::COLUMN.occurrence)
        .order_by_asc(task::COLUMN.id);
    let mut tasks: HashMap<CycleId, Vec<TaskView>> = HashMap::new();
    for row in db.query_all(&select.into_query()).await? {
        let view = view(&mut Cells::of(&row), shape)?;
        tasks.entry(view.row.cycle_id).or_default().push(view);
    }
    Ok(tasks)
}

/// The tasks of a cycle as the rules see them. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn facts_of_cycle(db: &impl ConnectionTrait, cycle: CycleId) -> Result<Vec<TaskFacts>, DbErr> {
    let mut select = task::Entity::find()
        .select_only()
        .filter(task::COLUMN.cycle_id.eq(cycle))
        .into_query();
    columns::select::<TaskFacts>(&mut select, task::Entity);
    let rows = db.query_all(&select).await?;
    rows.iter()
        .map(|row| TaskFacts::read(&mut Cells::of(row)))
        .collect()
}

/// Those of these tasks that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[TaskId],
    shape: &Shape,
) -> Result<HashMap<TaskId, Found>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = select_found(shape)
        .filter(task::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor));
    let found = found(db, select, shape).await?.into_iter();
    Ok(found.map(|found| (found.view.row.id, found)).collect())
}

/// A task, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: TaskId) -> Result<TaskRow> {
    let found = by_ids(db, actor, &[id], &Shape::default()).await?.remove(&id);
    found.map(|found| found.view.row).ok_or(Error::NotFound)
}

/// A task that a use case is about to change, with the path of its unit and its cycle, which is held until the transaction ends as by
/// [`held`](crate::service::cycle::queries::held). One statement.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn held(txn: &Transaction, actor: &Actor, id: TaskId) -> Result<(TaskRow, String, cycle::Model)> {
    let mut query = with_e_service(task::Entity::find().select_only())
        .join(JoinType::InnerJoin, task::Relation::Cycle.def())
        .filter(task::COLUMN.id.eq(id))
        .filter(visibility(actor))
        .into_query();
    columns::select::<TaskRow>(&mut query, task::Entity);
    query.column((org_unit::Entity, org_unit::Column::Path));
    columns::select::<cycle::Model>(&mut query, cycle::Entity);
    query.lock_with_tables(LockType::Update, [cycle::Entity]);
    let row = txn.query_one(&query).await?.ok_or(Error::NotFound)?;
    let mut cells = Cells::of(&row);
    Ok((
        Columns::read(&mut cells)?,
        cells.take()?,
        Columns::read(&mut cells)?,
    ))
}

/// What waits for a person: the open tasks that they have, and those that nobody has and that their roles are responsible for,
/// earliest due date first. One statement.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn work_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    args: &PageArgs,
    shape: &Shape,
    count: bool,
) -> Result<Page<Found>> {
    let window = args.window(SortKind::Day)?;
    let mine = Condition::any()
        .add(task::COLUMN.assignee_id.eq(actor.user_id))
        .add(
            Condition::all()
                .add(task::COLUMN.assignee_id.is_null())
                .add(held_at(actor, (task::Entity, task::Column::Role))),
        );
    let states = filter
        .states
        .clone()
        .unwrap_or_else(|| vec![TaskState::Ready, TaskState::InProgress]);
    let mut select = select_found(shape)
        .filter(mine)
        .filter(task::COLUMN.state.is_in(states))
        .filter(visibility(actor));
    if let Some(phases) = &filter.phases {
        select = select.filter(task::COLUMN.phase.is_in(phases.iter().copied()));
    }
    if let Some(roles) = &filter.roles {
        select = select.filter(task::COLUMN.role.is_in(roles.iter().copied()));
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let select = window.apply_by(select, due_or_never(), task::Column::Id, Order::Asc);
    let rows = found(db, select, shape).await?;
    Ok(window.page(rows, total, |found| Cursor {
        key: SortKey::Day(found.view.row.due_on.unwrap_or(NEVER)),
        id: found.view.row.id.0,
    }))
}

/// Stands for "no due date" in the order, since databases sort NULL differently.
const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

fn due_or_never() -> SimpleExpr {
    Func::coalesce([Expr::col((task::Entity, task::Column::DueOn)), Expr::value(NEVER)]).into()
}

/// The comments on each task with their authors, oldest first. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn comments_of(
    db: &impl ConnectionTrait,
    tasks: &[TaskId],
) -> Result<HashMap<TaskId, Vec<task_comment::Model>>, DbErr> {
    if tasks.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = task_comment::Entity::find()
        .filter(task_comment::COLUMN.task_id.is_in(tasks.iter().copied()))
        .order_by_asc(task_comment::COLUMN.id)
        .all(db)
        .await?;
    let mut comments: HashMap<TaskId, Vec<task_comment::Model>> = HashMap::new();
    for row in rows {
        comments.entry(row.task_id).or_default().push(row);
    }
    Ok(comments)
}

/// A task as the rules see it.
#[must_use]
pub fn facts_of(row: &task::Model) -> TaskFacts {
    TaskFacts {
        id: row.id,
        activity: row.activity.clone(),
        phase: row.phase,
        role: row.role,
        state: row.state,
        due_on: row.due_on,
        due_by_hand: row.due_by_hand,
        occurrence: row.occurrence,
        position: row.position,
    }
}
