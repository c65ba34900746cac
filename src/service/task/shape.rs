//! What is read of a task: what the client selected decides which columns and joins.

use std::sync::Arc;

use ::entity::{
    cycle, e_service,
    enums::{Phase, Role, TaskState},
    ids::{CycleId, EServiceId, ProcessTemplateId, TaskId, UserId},
    org_unit, task,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, JoinType, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::Alias,
};

use crate::{
    domain::facts::TaskFacts,
    service::{
        account::queries::Person,
        columns::{self, Cells, Columns, columns},
        e_service::queries::{EServiceRow, EServiceView},
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

columns!(task::Model:
    id, cycle_id, e_service_id, activity, phase, title, description, role, assignee_id, state, due_on, due_by_hand, skip_reason,
    completed_by, completed_at, position, occurrence, created_at, version);

columns!(TaskFacts: id, activity, phase, role, state, due_on, due_by_hand, occurrence, position);

const ASSIGNEE: &str = "assignee";

/// Selects what [`view`] takes, in the same order.
pub(super) fn select(shape: &Shape) -> Select<task::Entity> {
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

pub(super) fn with_e_service(select: Select<task::Entity>) -> Select<task::Entity> {
    select
        .join(JoinType::InnerJoin, task::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
}

pub(super) fn view(cells: &mut Cells<'_>, shape: &Shape) -> Result<TaskView, DbErr> {
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
pub(super) fn select_found(shape: &Shape) -> Select<task::Entity> {
    let mut select = select(shape);
    if !shape.e_service {
        select = with_e_service(select);
    }
    select = select
        .join(JoinType::InnerJoin, task::Relation::Cycle.def())
        .column(cycle::Column::TemplateId);
    if shape.e_service {
        return select;
    }
    select.column(org_unit::Column::Path)
}

pub(super) async fn found(
    db: &impl ConnectionTrait,
    select: Select<task::Entity>,
    shape: &Shape,
) -> Result<Vec<Found>, DbErr> {
    let rows = db.query_all(&select.into_query()).await?;
    let found = rows.iter().map(|row| {
        let mut cells = Cells::of(row);
        let view = view(&mut cells, shape)?;
        let template_id = cells.take()?;
        let unit_path = match &view.e_service {
            Some(e_service) => e_service.unit_path.clone(),
            None => cells.take()?,
        };
        Ok(Found {
            view,
            template_id,
            unit_path,
        })
    });
    found.collect()
}
