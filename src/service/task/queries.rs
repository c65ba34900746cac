//! Every query on tasks and their comments.

use std::{collections::HashMap, sync::Arc};

use ::entity::{
    cycle, e_service,
    enums::{Phase, Role, TaskState},
    ids::{CycleId, EServiceId, ProcessTemplateId, TaskId, UserId},
    org_unit, task, task_comment,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Alias, Expr, Func, LockType, SimpleExpr},
};

use crate::{
    domain::{actor::Actor, facts::TaskFacts},
    service::{
        Error, Result,
        account::queries::Person,
        columns::{self, Cells, Columns, columns},
        e_service::queries::{EServiceRow, EServiceView, held_at, visibility},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// What of a task is wanted beside its own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    /// What is said of it beyond what lists show.
    pub details: bool,
    /// Who has it.
    pub assignee: bool,
    /// The e-service.
    pub e_service: bool,
}

columns! {
    /// A task as lists show it.
    pub struct TaskRow of task {
        /// Key.
        id: TaskId,
        /// The cycle that it belongs to.
        cycle_id: CycleId,
        /// The e-service that it belongs to.
        e_service_id: EServiceId,
        /// Key of its activity in the template; none where it was added by hand.
        activity: Option<String>,
        /// Title, where it was added by hand.
        title: Option<String>,
        /// The phase in which it can be done.
        phase: Phase,
        /// Who is responsible.
        role: Role,
        /// Who has it.
        assignee_id: Option<UserId>,
        /// Where it stands.
        state: TaskState,
        /// When it should be done.
        due_on: Option<NaiveDate>,
        /// Rises with every change.
        version: i32,
    }
}

columns! {
    /// What is said of a task beyond what lists show.
    pub struct TaskDetails of task {
        /// Key.
        id: TaskId,
        /// What is to be done, where it was added by hand.
        description: Option<String>,
        /// Why it was left out.
        skip_reason: Option<String>,
        /// Who completed or skipped it.
        completed_by: Option<UserId>,
        /// When.
        completed_at: Option<DateTime<Utc>>,
        /// 1 for the first; a recurring activity gets a new task each time.
        occurrence: i32,
    }
}

/// A task with what its shape asked for.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// Its own columns.
    pub row: TaskRow,
    /// What is said of it beyond what lists show.
    pub details: Option<TaskDetails>,
    /// Who has it.
    pub assignee: Option<Arc<Person>>,
    /// The e-service.
    pub e_service: Option<Arc<EServiceView>>,
}

/// A task that was found by itself, with what all tasks of its cycle have in common.
#[derive(Clone, Debug)]
pub struct Found {
    /// The task.
    pub view: TaskView,
    /// The template version of its cycle, which has its texts.
    pub template_id: ProcessTemplateId,
    /// Path of the unit that the e-service belongs to.
    pub unit_path: String,
}

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

columns!(task::Model:
    id, cycle_id, e_service_id, activity, phase, title, description, role, assignee_id, state, due_on, due_by_hand, skip_reason,
    completed_by, completed_at, position, occurrence, created_at, version);

columns!(TaskFacts: id, activity, phase, role, state, due_on, due_by_hand, occurrence, position);

const ASSIGNEE: &str = "assignee";

/// Selects what [`view`] takes, in the same order.
fn select(shape: &Shape) -> Select<task::Entity> {
    let mut select = task::Entity::find().select_only();
    if shape.assignee {
        let assignee = task::Relation::Assignee.def();
        select = select.join_as(JoinType::LeftJoin, assignee, Alias::new(ASSIGNEE));
    }
    if shape.e_service {
        select = with_e_service(select);
    }
    let query = QuerySelect::query(&mut select);
    columns::select::<TaskRow>(query, task::Entity);
    if shape.details {
        columns::select::<TaskDetails>(query, task::Entity);
    }
    if shape.assignee {
        columns::select::<Person>(query, ASSIGNEE);
    }
    if shape.e_service {
        columns::select::<EServiceRow>(query, e_service::Entity);
        query.column((org_unit::Entity, org_unit::Column::Path));
    }
    select
}

fn with_e_service(select: Select<task::Entity>) -> Select<task::Entity> {
    select
        .join(JoinType::InnerJoin, task::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
}

fn view(cells: &mut Cells<'_>, shape: &Shape) -> Result<TaskView, DbErr> {
    let mut view = TaskView {
        row: Columns::read(cells)?,
        details: None,
        assignee: None,
        e_service: None,
    };
    if shape.details {
        view.details = Some(Columns::read(cells)?);
    }
    if shape.assignee {
        view.assignee = cells.take_if_there()?.map(Arc::new);
    }
    if shape.e_service {
        let e_service = EServiceView::bare(Columns::read(cells)?, cells.take()?);
        view.e_service = Some(Arc::new(e_service));
    }
    Ok(view)
}

/// Selects what [`found`] reads, with e-service, unit and cycle joined.
fn select_found(shape: &Shape) -> Select<task::Entity> {
    let mut select = select(shape);
    if !shape.e_service {
        select = with_e_service(select);
    }
    select
        .join(JoinType::InnerJoin, task::Relation::Cycle.def())
        .column(cycle::Column::TemplateId)
        .column(org_unit::Column::Path)
}

async fn found(
    db: &impl ConnectionTrait,
    select: Select<task::Entity>,
    shape: &Shape,
) -> Result<Vec<Found>, DbErr> {
    let rows = db.query_all(&select.into_query()).await?;
    let found = rows.iter().map(|row| {
        let mut cells = Cells::of(row);
        Ok(Found {
            view: view(&mut cells, shape)?,
            template_id: cells.take()?,
            unit_path: cells.take()?,
        })
    });
    found.collect()
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
pub async fn held(
    txn: &DatabaseTransaction,
    actor: &Actor,
    id: TaskId,
) -> Result<(TaskRow, String, cycle::Model)> {
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
