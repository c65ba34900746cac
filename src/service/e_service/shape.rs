//! What is read of an e-service: what the client selected decides which columns and counts, and a level costs one statement.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, Audience, EServiceState, Phase, Role, TaskState},
    ids::{CycleId, EServiceId, RoleGrantId, UserId},
    metric, org_unit, role_grant, task, user,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryResult, QuerySelect,
    QueryTrait, RelationTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr, SubQueryStatement},
};

use crate::service::{
    account::queries::Person,
    columns::{self, Cells, Columns, columns},
};

/// What of an e-service is wanted beside its own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    /// What is said of it beyond what lists show.
    pub details: bool,
    /// The unit with all its columns.
    pub unit: bool,
    /// The cycles, development and operation, with all their columns.
    pub cycles: bool,
    /// The current cycle with all its columns.
    pub current_cycle: bool,
    /// Where the current cycle is.
    pub stage: bool,
    /// The people in roles on it: in these, or in all where none is named.
    pub people: Option<BTreeSet<Role>>,
    /// How many tasks are open.
    pub open_tasks: bool,
    /// How many approvals wait for an answer.
    pub pending_approvals: bool,
    /// When the next measure is due.
    pub next_measure: bool,
}

impl Shape {
    /// What both ask for.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let people = match (self.people, other.people) {
            (Some(some), Some(others)) if !some.is_empty() && !others.is_empty() => {
                Some(some.union(&others).copied().collect())
            }
            (Some(_), Some(_)) => Some(BTreeSet::new()),
            (some, others) => some.or(others),
        };
        Self {
            details: self.details || other.details,
            unit: self.unit || other.unit,
            cycles: self.cycles || other.cycles,
            current_cycle: self.current_cycle || other.current_cycle,
            stage: self.stage || other.stage,
            people,
            open_tasks: self.open_tasks || other.open_tasks,
            pending_approvals: self.pending_approvals || other.pending_approvals,
            next_measure: self.next_measure || other.next_measure,
        }
    }
}

columns! {
    /// An e-service as lists show it.
    pub struct EServiceRow of e_service {
        /// Key.
        id: EServiceId,
        /// Rises with every change.
        version: i32,
        /// Name as shown.
        name: String,
        /// By which lists are ordered.
        name_key: String,
        /// Whom it is for.
        audience: Audience,
        /// Where it stands.
        state: EServiceState,
        /// When it last changed.
        updated_at: DateTime<Utc>,
    }
}

columns! {
    /// What is said of an e-service beyond what lists show.
    pub struct EServiceDetails of e_service {
        /// Key.
        id: EServiceId,
        /// What it is for, Markdown.
        purpose: String,
        /// True where only those with a role in its scope may see it.
        confidential: bool,
        /// Who put it forward.
        proposed_by: UserId,
        /// When it was put forward.
        created_at: DateTime<Utc>,
    }
}

columns! {
    /// Where a cycle is.
    pub struct Stage of cycle {
        /// Key.
        id: CycleId,
        /// The phase.
        phase: Phase,
        /// When the e-service is to be published.
        launch_date: Option<NaiveDate>,
    }
}

columns! {
    /// A role on an e-service.
    pub struct Appointment of role_grant {
        /// Key.
        id: RoleGrantId,
        /// Which.
        role: Role,
    }
}

/// An e-service with what its shape asked for.
#[derive(Clone, Debug)]
pub struct EServiceView {
    /// Its own columns.
    pub row: EServiceRow,
    /// Path of its unit.
    pub unit_path: String,
    /// What is said of it beyond what lists show.
    pub details: Option<EServiceDetails>,
    /// The unit.
    pub unit: Option<Arc<org_unit::Model>>,
    /// The cycle in phases 1 to 5, if there is one.
    pub development_cycle: Option<Arc<cycle::Model>>,
    /// The cycle in phases 6 and 7, if there is one.
    pub operation_cycle: Option<Arc<cycle::Model>>,
    /// The cycle under development, or else the one in operation.
    pub current_cycle: Option<Arc<cycle::Model>>,
    /// Where the current cycle is, if there is one.
    pub stage: Option<Stage>,
    /// The people in roles on it, by role and name.
    pub people: Vec<Appointed>,
    /// Tasks that are ready or in progress.
    pub open_tasks: i64,
    /// Approvals that wait for an answer.
    pub pending_approvals: i64,
    /// When the next measure is due.
    pub next_measure: Option<NaiveDate>,
}

/// A person in a role on an e-service.
#[derive(Clone, Debug)]
pub struct Appointed {
    /// The grant.
    pub grant: Appointment,
    /// The person.
    pub user: Arc<Person>,
}
const DEVELOPMENT: &str = "development";
const OPERATION: &str = "operation";
const CURRENT: &str = "current_cycle";

/// Selects what [`view`] takes, in the same order.
fn shaped(select: Select<e_service::Entity>, shape: &Shape) -> Select<e_service::Entity> {
    let mut select = select.select_only();
    if shape.cycles {
        for (relation, alias) in [
            (e_service::Relation::DevelopmentCycle, DEVELOPMENT),
            (e_service::Relation::OperationCycle, OPERATION),
        ] {
            select = select.join_as(JoinType::LeftJoin, relation.def(), Alias::new(alias));
        }
    }
    let query = QuerySelect::query(&mut select);
    columns::select::<EServiceRow>(query, e_service::Entity);
    query.column((org_unit::Entity, org_unit::Column::Path));
    if shape.details {
        columns::select::<EServiceDetails>(query, e_service::Entity);
    }
    if shape.unit {
        columns::select::<org_unit::Model>(query, org_unit::Entity);
    }
    if shape.cycles {
        columns::select::<cycle::Model>(query, DEVELOPMENT);
        columns::select::<cycle::Model>(query, OPERATION);
    }
    let current_read = shape.current_cycle && !shape.cycles;
    if shape.stage || current_read {
        let current = Func::coalesce([
            Expr::col((e_service::Entity, e_service::Column::DevelopmentCycleId)),
            Expr::col((e_service::Entity, e_service::Column::OperationCycleId)),
        ]);
        let is_current = Expr::col((CURRENT, cycle::Column::Id)).eq(current);
        query.join_as(JoinType::LeftJoin, cycle::Entity, CURRENT, is_current);
    }
    if current_read {
        columns::select::<cycle::Model>(query, CURRENT);
    }
    if shape.stage {
        columns::select::<Stage>(query, CURRENT);
    }
    if shape.open_tasks {
        let open = counted(task::Entity, task::Column::Id, task::Column::EServiceId)
            .and_where(
                task::COLUMN
                    .state
                    .is_in([TaskState::Ready, TaskState::InProgress]),
            )
            .to_owned();
        query.expr(subquery(open));
    }
    if shape.pending_approvals {
        let pending = counted(
            approval::Entity,
            approval::Column::Id,
            approval::Column::EServiceId,
        )
        .and_where(approval::COLUMN.state.eq(ApprovalState::Pending))
        .to_owned();
        query.expr(subquery(pending));
    }
    if shape.next_measure {
        let next = Query::select()
            .expr(metric::COLUMN.next_due_on.min())
            .from(metric::Entity)
            .and_where(of_this(metric::Entity, metric::Column::EServiceId))
            .and_where(metric::COLUMN.removed_at.is_null())
            .to_owned();
        query.expr(subquery(next));
    }
    select
}

fn counted<E: EntityTrait>(entity: E, id: E::Column, e_service: E::Column) -> SelectStatement {
    Query::select()
        .expr(Expr::col((entity, id)).count())
        .from(entity)
        .and_where(of_this(entity, e_service))
        .to_owned()
}

fn of_this<E: EntityTrait>(entity: E, e_service: E::Column) -> SimpleExpr {
    Expr::col((entity, e_service)).equals((e_service::Entity, e_service::Column::Id))
}

fn subquery(select: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
}

/// Reads e-services with all that their shape asks for: one statement, and one for the people.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    select: Select<e_service::Entity>,
    shape: &Shape,
) -> Result<Vec<EServiceView>, DbErr> {
    let rows = db.query_all(&shaped(select, shape).into_query()).await?;
    let mut views = rows
        .iter()
        .map(|row| view(row, shape))
        .collect::<Result<Vec<_>, _>>()?;
    with_people(db, &mut views, shape).await?;
    Ok(views)
}

fn view(row: &QueryResult, shape: &Shape) -> Result<EServiceView, DbErr> {
    let mut cells = Cells::of(row);
    let mut view = EServiceView::bare(EServiceRow::read(&mut cells)?, cells.take()?);
    if shape.details {
        view.details = Some(Columns::read(&mut cells)?);
    }
    if shape.unit {
        view.unit = Some(Arc::new(Columns::read(&mut cells)?));
    }
    if shape.cycles {
        view.development_cycle = cells.take_if_there()?.map(Arc::new);
        view.operation_cycle = cells.take_if_there()?.map(Arc::new);
        let current = view.development_cycle.as_ref().or(view.operation_cycle.as_ref());
        view.current_cycle = current.cloned();
    } else if shape.current_cycle {
        view.current_cycle = cells.take_if_there()?.map(Arc::new);
    }
    if shape.stage {
        view.stage = cells.take_if_there()?;
    }
    if shape.open_tasks {
        view.open_tasks = cells.take()?;
    }
    if shape.pending_approvals {
        view.pending_approvals = cells.take()?;
    }
    if shape.next_measure {
        view.next_measure = cells.take()?;
    }
    Ok(view)
}

async fn with_people(
    db: &impl ConnectionTrait,
    views: &mut [EServiceView],
    shape: &Shape,
) -> Result<(), DbErr> {
    let Some(roles) = shape.people.as_ref().filter(|_| !views.is_empty()) else {
        return Ok(());
    };
    let ids: Vec<_> = views.iter().map(|view| view.row.id).collect();
    let mut people = people(db, &ids, roles).await?;
    for view in views {
        view.people = people.remove(&view.row.id).unwrap_or_default();
    }
    Ok(())
}

/// The people in roles on each e-service, by role and name; in all roles where none is named. One statement.
async fn people(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
    roles: &BTreeSet<Role>,
) -> Result<HashMap<EServiceId, Vec<Appointed>>, DbErr> {
    let mut select = role_grant::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, role_grant::Relation::User.def())
        .filter(role_grant::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .filter(role_grant::COLUMN.revoked_at.is_null());
    if !roles.is_empty() {
        select = select.filter(role_grant::COLUMN.role.is_in(roles.iter().copied()));
    }
    let mut select = select.into_query();
    select.column((role_grant::Entity, role_grant::Column::EServiceId));
    columns::select::<Appointment>(&mut select, role_grant::Entity);
    columns::select::<Person>(&mut select, user::Entity);
    let mut people: HashMap<EServiceId, Vec<Appointed>> = HashMap::with_capacity(ids.len());
    for row in db.query_all(&select).await? {
        let mut cells = Cells::of(&row);
        people.entry(cells.take()?).or_default().push(Appointed {
            grant: Columns::read(&mut cells)?,
            user: Arc::new(Columns::read(&mut cells)?),
        });
    }
    for appointed in people.values_mut() {
        appointed.sort_by(|a, b| {
            (a.grant.role, &a.user.name_key, a.grant.id).cmp(&(b.grant.role, &b.user.name_key, b.grant.id))
        });
    }
    Ok(people)
}

impl EServiceView {
    /// An e-service of which nothing but what lists show is wanted.
    #[must_use]
    pub const fn bare(row: EServiceRow, unit_path: String) -> Self {
        Self {
            row,
            unit_path,
            details: None,
            unit: None,
            development_cycle: None,
            operation_cycle: None,
            current_cycle: None,
            stage: None,
            people: Vec::new(),
            open_tasks: 0,
            pending_approvals: 0,
            next_measure: None,
        }
    }

    /// The first person in a role, by name.
    #[must_use]
    pub fn first(&self, role: Role) -> Option<&Arc<Person>> {
        self.people
            .iter()
            .find(|appointed| appointed.grant.role == role)
            .map(|appointed| &appointed.user)
    }
}
