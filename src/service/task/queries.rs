//! Every query on tasks and their comments.

use std::{collections::HashMap, sync::Arc};

use ::entity::{
    cycle, e_service,
    enums::{Phase, Role, TaskState},
    ids::{CycleId, ProcessTemplateId, TaskId},
    org_unit, task, task_comment,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, LockType, Query, SimpleExpr, SubQueryStatement},
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
    /// Who has it.
    pub assignee: bool,
    /// The e-service.
    pub e_service: bool,
}

/// A task with what its shape asked for.
#[derive(Clone, Debug)]
pub struct TaskView {
    /// Its own columns.
    pub row: task::Model,
    /// The template version of its cycle, which has its texts.
    pub template_id: ProcessTemplateId,
    /// Path of the unit that the e-service belongs to.
    pub unit_path: String,
    /// Who has it.
    pub assignee: Option<Arc<Person>>,
    /// The e-service.
    pub e_service: Option<Arc<EServiceView>>,
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

const ASSIGNEE: &str = "assignee";

/// Selects what [`view`] takes, in the same order, with the cycle joined.
fn select(shape: &Shape) -> Select<task::Entity> {
    let template = Expr::col((cycle::Entity, cycle::Column::TemplateId));
    selecting(shape, template).join(JoinType::InnerJoin, task::Relation::Cycle.def())
}

/// The same for a page of many: the cycle is looked up for the rows of the page only, once they are in order.
fn select_page(shape: &Shape) -> Select<task::Entity> {
    let template = Query::select()
        .column(cycle::Column::TemplateId)
        .from(cycle::Entity)
        .and_where(
            Expr::col((cycle::Entity, cycle::Column::Id)).equals((task::Entity, task::Column::CycleId)),
        )
        .to_owned();
    let template = SubQueryStatement::SelectStatement(template);
    selecting(shape, SimpleExpr::SubQuery(None, Box::new(template)))
}

fn selecting(shape: &Shape, template: SimpleExpr) -> Select<task::Entity> {
    let mut select = task::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, task::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def());
    if shape.assignee {
        let assignee = task::Relation::Assignee.def();
        select = select.join_as(JoinType::LeftJoin, assignee, Alias::new(ASSIGNEE));
    }
    let query = QuerySelect::query(&mut select);
    columns::select::<task::Model>(query, task::Entity);
    query.expr(template);
    query.column((org_unit::Entity, org_unit::Column::Path));
    if shape.assignee {
        columns::select::<Person>(query, ASSIGNEE);
    }
    if shape.e_service {
        columns::select::<EServiceRow>(query, e_service::Entity);
    }
    select
}

fn view(cells: &mut Cells<'_>, shape: &Shape) -> Result<TaskView, DbErr> {
    let mut view = TaskView {
        row: Columns::read(cells)?,
        template_id: cells.take()?,
        unit_path: cells.take()?,
        assignee: None,
        e_service: None,
    };
    if shape.assignee {
        view.assignee = cells.take_if_there()?.map(Arc::new);
    }
    if shape.e_service {
        let e_service = EServiceView::bare(Columns::read(cells)?, view.unit_path.clone());
        view.e_service = Some(Arc::new(e_service));
    }
    Ok(view)
}

async fn read(
    db: &impl ConnectionTrait,
    select: Select<task::Entity>,
    shape: &Shape,
) -> Result<Vec<TaskView>, DbErr> {
    db.query_all(&select.into_query())
        .await?
        .iter()
        .map(|row| view(&mut Cells::of(row), shape))
        .collect()
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
    for view in read(db, select, shape).await? {
        tasks.entry(view.row.cycle_id).or_default().push(view);
    }
    Ok(tasks)
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
) -> Result<HashMap<TaskId, TaskView>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = select(shape)
        .filter(task::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor));
    Ok(read(db, select, shape)
        .await?
        .into_iter()
        .map(|view| (view.row.id, view))
        .collect())
}

/// A task, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: TaskId) -> Result<TaskView> {
    by_ids(db, actor, &[id], &Shape::default())
        .await?
        .remove(&id)
        .ok_or(Error::NotFound)
}

/// A task that a use case is about to change, with its cycle, which is held until the transaction ends as by
/// [`held`](crate::service::cycle::queries::held). One statement.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn held(txn: &DatabaseTransaction, actor: &Actor, id: TaskId) -> Result<(TaskView, cycle::Model)> {
    let mut select = select(&Shape::default())
        .filter(task::COLUMN.id.eq(id))
        .filter(visibility(actor));
    let query = QuerySelect::query(&mut select);
    columns::select::<cycle::Model>(query, cycle::Entity);
    query.lock_with_tables(LockType::Update, [cycle::Entity]);
    let row = txn.query_one(query).await?.ok_or(Error::NotFound)?;
    let mut cells = Cells::of(&row);
    let view = view(&mut cells, &Shape::default())?;
    Ok((view, Columns::read(&mut cells)?))
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
) -> Result<Page<TaskView>> {
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
    let mut select = select_page(shape)
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
    let rows = read(
        db,
        window.apply_by(select, due_or_never(), task::Column::Id, Order::Asc),
        shape,
    )
    .await?;
    Ok(window.page(rows, total, |view| Cursor {
        key: SortKey::Day(view.row.due_on.unwrap_or(NEVER)),
        id: view.row.id.0,
    }))
}

/// Stands for "no due date" in the order, since databases sort NULL differently.
const NEVER: chrono::NaiveDate = match chrono::NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => chrono::NaiveDate::MAX,
};

fn due_or_never() -> sea_orm::sea_query::SimpleExpr {
    sea_orm::sea_query::Func::coalesce([Expr::col((task::Entity, task::Column::DueOn)), Expr::value(NEVER)])
        .into()
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
