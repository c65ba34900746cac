//! Every query on e-services, always scoped to who asks.
//!
//! A list or an object is read by its shape: what the client selected decides what is loaded, and a level costs one statement.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, Audience, EServiceState, Phase, Role, ScopeKind, TaskState},
    ids::{CycleId, EServiceId, OrgUnitId, RoleGrantId, UserId},
    metric, org_unit, role_grant, task, user,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, Order, PaginatorTrait,
    QueryFilter, QueryResult, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{
        Alias, Expr, ExprTrait, Func, IntoColumnRef, LikeExpr, Query, SelectStatement, SimpleExpr,
        SubQueryStatement,
    },
};

use crate::{
    domain::actor::{Actor, Scope},
    service::{
        Error, Result,
        access::may_see,
        account::queries::Person,
        columns::{self, Cells, Columns, columns},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

/// What of an e-service is wanted beside its own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The unit with all its columns.
    pub unit: bool,
    /// The cycles, development and operation, with all their columns.
    pub cycles: bool,
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
            unit: self.unit || other.unit,
            cycles: self.cycles || other.cycles,
            stage: self.stage || other.stage,
            people,
            open_tasks: self.open_tasks || other.open_tasks,
            pending_approvals: self.pending_approvals || other.pending_approvals,
            next_measure: self.next_measure || other.next_measure,
        }
    }
}

columns! {
    /// An e-service as clients see it.
    pub struct EServiceRow of e_service {
        /// Key.
        id: EServiceId,
        /// Rises with every change.
        version: i32,
        /// Name as shown.
        name: String,
        /// What it is for, Markdown.
        purpose: String,
        /// Whom it is for.
        audience: Audience,
        /// Where it stands.
        state: EServiceState,
        /// True where only those with a role in its scope may see it.
        confidential: bool,
        /// Who put it forward.
        proposed_by: UserId,
        /// When it was put forward.
        created_at: DateTime<Utc>,
        /// When it last changed.
        updated_at: DateTime<Utc>,
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
    /// The unit.
    pub unit: Option<Arc<org_unit::Model>>,
    /// The cycle in phases 1 to 5, if there is one.
    pub development_cycle: Option<Arc<cycle::Model>>,
    /// The cycle in phases 6 and 7, if there is one.
    pub operation_cycle: Option<Arc<cycle::Model>>,
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

/// Which e-services of a list are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name or purpose.
    pub search: Option<String>,
    /// One of these states.
    pub states: Option<Vec<EServiceState>>,
    /// The cycle under development, or else the one in operation, is in one of these phases.
    pub phases: Option<Vec<Phase>>,
    /// For whom.
    pub audience: Option<Audience>,
    /// In this unit or one below it.
    pub org_unit: Option<OrgUnitId>,
    /// The viewer holds a role on it.
    pub mine: bool,
}

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name, from A.
    #[default]
    Name,
    /// Latest change first.
    Changed,
}

const DEVELOPMENT: &str = "development";
const OPERATION: &str = "operation";
const CURRENT: &str = "current_cycle";

/// A page of the e-services that the person may see.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &Filter,
    sort: Sort,
    args: &PageArgs,
    shape: &Shape,
    count: bool,
) -> Result<Page<EServiceView>> {
    let window = args.window(match sort {
        Sort::Name => SortKind::Text,
        Sort::Changed => SortKind::Time,
    })?;
    let select = filtered(actor, filter);
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let select = shaped(select, shape);
    let select = match sort {
        Sort::Name => window.apply(select, e_service::Column::Name, e_service::Column::Id, Order::Asc),
        Sort::Changed => window.apply(
            select,
            e_service::Column::UpdatedAt,
            e_service::Column::Id,
            Order::Desc,
        ),
    };
    let mut views = read(db, select, shape).await?;
    with_people(db, &mut views, shape).await?;
    Ok(window.page(views, total, |view| Cursor {
        key: match sort {
            Sort::Name => SortKey::Text(view.row.name.clone()),
            Sort::Changed => SortKey::Time(view.row.updated_at),
        },
        id: view.row.id.0,
    }))
}

/// Those of these e-services that the person may see, by key.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[EServiceId],
    shape: &Shape,
) -> Result<HashMap<EServiceId, EServiceView>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = visible_to(actor).filter(e_service::COLUMN.id.is_in(ids.iter().copied()));
    let mut views = read(db, shaped(select, shape), shape).await?;
    with_people(db, &mut views, shape).await?;
    Ok(views.into_iter().map(|view| (view.row.id, view)).collect())
}

/// An e-service with the path of its unit, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EServiceId,
) -> Result<(e_service::Model, String)> {
    let (row, path) = exists(db, id).await?.ok_or(Error::NotFound)?;
    if may_see(actor, &row, &path) {
        Ok((row, path))
    } else {
        Err(Error::NotFound)
    }
}

/// An e-service with the path of its unit, whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn exists(
    db: &impl ConnectionTrait,
    id: EServiceId,
) -> Result<Option<(e_service::Model, String)>, DbErr> {
    let row = e_service::Entity::find_by_id(id)
        .find_also_related(org_unit::Entity)
        .one(db)
        .await?;
    Ok(row.and_then(|(row, unit)| Some((row, unit?.path))))
}

/// The e-services that the person may see, joined with their unit.
pub(in crate::service) fn visible_to(actor: &Actor) -> Select<e_service::Entity> {
    e_service::Entity::find()
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(visibility(actor))
}

/// What must hold of an e-service (and of the unit joined with it) for the person to see it: the same as
/// [`crate::service::access::may_see`], in SQL.
pub(in crate::service) fn visibility(actor: &Actor) -> Condition {
    let scopes = || actor.grants.iter().map(|grant| &grant.scope);
    if scopes().any(|scope| *scope == Scope::Global) {
        return Condition::all();
    }
    in_scopes(scopes())
        .add(e_service::COLUMN.confidential.eq(false))
        .add(e_service::COLUMN.proposed_by.eq(actor.user_id))
}

/// What must hold of a row that waits for a role at an e-service (which is joined with its unit) for the person to hold that role
/// there. The database plans short conditions faster than it finds rows, so there is one for each role and not one for each grant.
pub(in crate::service) fn held_at(actor: &Actor, role: impl IntoColumnRef + Copy) -> Condition {
    let mut scopes: BTreeMap<Role, Vec<&Scope>> = BTreeMap::new();
    for grant in &actor.grants {
        scopes.entry(grant.role).or_default().push(&grant.scope);
    }
    // Whoever holds none holds none here.
    let none = Condition::any().add(Expr::value(false));
    scopes.into_iter().fold(none, |any, (held, scopes)| {
        let here = Condition::all().add(Expr::col(role).eq(held));
        any.add(if scopes.contains(&&Scope::Global) {
            here
        } else {
            here.add(in_scopes(scopes))
        })
    })
}

/// What must hold of an e-service (and of the unit joined with it) to lie in one of these scopes, none of which is everywhere.
fn in_scopes<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Condition {
    let (mut e_services, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for scope in scopes {
        match scope {
            Scope::Global => {}
            Scope::OrgUnit { path, .. } => {
                paths.insert(path);
            }
            Scope::EService(id) => {
                e_services.insert(*id);
            }
        }
    }
    let mut any = Condition::any().add(e_service::COLUMN.id.is_in(e_services));
    for path in paths {
        let path = LikeExpr::new(format!("{path}%"));
        any = any.add(Expr::col((org_unit::Entity, org_unit::Column::Path)).like(path));
    }
    any
}

fn filtered(actor: &Actor, filter: &Filter) -> Select<e_service::Entity> {
    let mut select = visible_to(actor);
    if let Some(search) = filter
        .search
        .as_deref()
        .map(str::trim)
        .filter(|search| !search.is_empty())
    {
        select = select.filter(
            Expr::col((e_service::Entity, e_service::Column::SearchText))
                .like(LikeExpr::new(anywhere(search)).escape('\\')),
        );
    }
    if let Some(states) = &filter.states {
        select = select.filter(e_service::COLUMN.state.is_in(states.iter().copied()));
    }
    if let Some(audience) = filter.audience {
        select = select.filter(e_service::COLUMN.audience.eq(audience));
    }
    if let Some(unit) = filter.org_unit {
        select = select.filter(
            Expr::col((org_unit::Entity, org_unit::Column::Path)).like(LikeExpr::new(format!("%{unit}/%"))),
        );
    }
    if let Some(phases) = &filter.phases {
        let in_phase = Query::select()
            .column(cycle::Column::Id)
            .from(cycle::Entity)
            .and_where(cycle::COLUMN.phase.is_in(phases.iter().copied()))
            .to_owned();
        select = select.filter(
            Condition::any()
                .add(
                    e_service::COLUMN
                        .development_cycle_id
                        .in_subquery(in_phase.clone()),
                )
                .add(
                    Condition::all()
                        .add(e_service::COLUMN.development_cycle_id.is_null())
                        .add(e_service::COLUMN.operation_cycle_id.in_subquery(in_phase)),
                ),
        );
    }
    if filter.mine {
        let held = role_grant::Entity::find()
            .select_only()
            .column(role_grant::Column::EServiceId)
            .filter(role_grant::COLUMN.user_id.eq(actor.user_id))
            .filter(role_grant::COLUMN.scope_kind.eq(ScopeKind::EService))
            .filter(role_grant::COLUMN.revoked_at.is_null())
            .into_query();
        select = select.filter(e_service::COLUMN.id.in_subquery(held));
    }
    select
}

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
    if shape.unit {
        columns::select::<org_unit::Model>(query, org_unit::Entity);
    }
    if shape.cycles {
        columns::select::<cycle::Model>(query, DEVELOPMENT);
        columns::select::<cycle::Model>(query, OPERATION);
    }
    if shape.stage {
        let current = Func::coalesce([
            Expr::col((e_service::Entity, e_service::Column::DevelopmentCycleId)),
            Expr::col((e_service::Entity, e_service::Column::OperationCycleId)),
        ]);
        let is_current = Expr::col((CURRENT, cycle::Column::Id)).eq(current);
        query.join_as(JoinType::LeftJoin, cycle::Entity, CURRENT, is_current);
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

async fn read(
    db: &impl ConnectionTrait,
    select: Select<e_service::Entity>,
    shape: &Shape,
) -> Result<Vec<EServiceView>, DbErr> {
    db.query_all(&select.into_query())
        .await?
        .iter()
        .map(|row| view(row, shape))
        .collect()
}

fn view(row: &QueryResult, shape: &Shape) -> Result<EServiceView, DbErr> {
    let mut cells = Cells::of(row);
    let mut view = EServiceView::bare(EServiceRow::read(&mut cells)?, cells.take()?);
    if shape.unit {
        view.unit = Some(Arc::new(Columns::read(&mut cells)?));
    }
    if shape.cycles {
        view.development_cycle = cells.take_if_there()?.map(Arc::new);
        view.operation_cycle = cells.take_if_there()?.map(Arc::new);
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
            (a.grant.role, &a.user.name, a.grant.id).cmp(&(b.grant.role, &b.user.name, b.grant.id))
        });
    }
    Ok(people)
}

impl EServiceView {
    /// An e-service of which nothing but its own columns is wanted.
    #[must_use]
    pub const fn bare(row: EServiceRow, unit_path: String) -> Self {
        Self {
            row,
            unit_path,
            unit: None,
            development_cycle: None,
            operation_cycle: None,
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
