//! Every query on e-services, always scoped to who asks.
//!
//! A list or an object is read by its shape: what the client selected decides what is loaded, and a level costs one statement.

use std::collections::HashMap;

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, Audience, EServiceState, Phase, Role, ScopeKind, TaskState},
    ids::{EServiceId, OrgUnitId},
    metric, org_unit, role_grant, task, user,
};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order,
    PaginatorTrait, PartialModelTrait, QueryFilter, QueryResult, QuerySelect, QueryTrait, RelationTrait,
    Select,
    sea_query::{Alias, Expr, ExprTrait, LikeExpr, Query, SelectStatement, SimpleExpr, SubQueryStatement},
};

use crate::{
    domain::actor::{Actor, Scope},
    service::{
        Error, Result,
        access::may_see,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

/// What of an e-service is wanted beside its own columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The unit with all its columns.
    pub unit: bool,
    /// The cycles, development and operation.
    pub cycles: bool,
    /// The people in roles on it.
    pub people: bool,
    /// How many tasks are open.
    pub open_tasks: bool,
    /// How many approvals wait for an answer.
    pub pending_approvals: bool,
    /// When the next measure is due.
    pub next_measure: bool,
}

/// An e-service with what its shape asked for.
#[derive(Clone, Debug)]
pub struct EServiceView {
    /// Its own columns.
    pub row: e_service::Model,
    /// Path of its unit.
    pub unit_path: String,
    /// The unit.
    pub unit: Option<org_unit::Model>,
    /// The cycle in phases 1 to 5, if there is one.
    pub development_cycle: Option<cycle::Model>,
    /// The cycle in phases 6 and 7, if there is one.
    pub operation_cycle: Option<cycle::Model>,
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
    pub grant: role_grant::Model,
    /// The person.
    pub user: user::Model,
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

const UNIT: &str = "unit_";
const DEVELOPMENT: &str = "dev_";
const OPERATION: &str = "op_";

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
    let mut any = Condition::any()
        .add(e_service::COLUMN.confidential.eq(false))
        .add(e_service::COLUMN.proposed_by.eq(actor.user_id));
    for grant in &actor.grants {
        any = any.add(in_scope(&grant.scope));
    }
    any
}

/// What must hold of an e-service (and of the unit joined with it) to lie in a scope.
pub(in crate::service) fn in_scope(scope: &Scope) -> SimpleExpr {
    match scope {
        Scope::Global => Expr::value(true),
        Scope::OrgUnit { path, .. } => {
            Expr::col((org_unit::Entity, org_unit::Column::Path)).like(LikeExpr::new(format!("{path}%")))
        }
        Scope::EService(id) => e_service::COLUMN.id.eq(*id),
    }
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

fn shaped(select: Select<e_service::Entity>, shape: &Shape) -> Select<e_service::Entity> {
    let mut select = select.column_as(org_unit::Column::Path, "unit_path");
    if shape.unit {
        select = org_unit::Model::select_cols_nested(select, Some(UNIT), None);
    }
    if shape.cycles {
        for (relation, alias, prefix) in [
            (e_service::Relation::DevelopmentCycle, "development", DEVELOPMENT),
            (e_service::Relation::OperationCycle, "operation", OPERATION),
        ] {
            select = select.join_as(JoinType::LeftJoin, relation.def(), Alias::new(alias));
            select = cycle::Model::select_cols_nested(select, Some(prefix), Some(alias));
        }
    }
    if shape.open_tasks {
        let open = counted(task::Entity, task::Column::Id, task::Column::EServiceId)
            .and_where(
                task::COLUMN
                    .state
                    .is_in([TaskState::Ready, TaskState::InProgress]),
            )
            .to_owned();
        select = select.expr_as(subquery(open), "open_tasks");
    }
    if shape.pending_approvals {
        let pending = counted(
            approval::Entity,
            approval::Column::Id,
            approval::Column::EServiceId,
        )
        .and_where(approval::COLUMN.state.eq(ApprovalState::Pending))
        .to_owned();
        select = select.expr_as(subquery(pending), "pending_approvals");
    }
    if shape.next_measure {
        let next = Query::select()
            .expr(metric::COLUMN.next_due_on.min())
            .from(metric::Entity)
            .and_where(of_this(metric::Entity, metric::Column::EServiceId))
            .and_where(metric::COLUMN.removed_at.is_null())
            .to_owned();
        select = select.expr_as(subquery(next), "next_measure");
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
    let cycle = |prefix| {
        if shape.cycles {
            cycle::Model::from_query_result_optional(row, prefix)
        } else {
            Ok(None)
        }
    };
    Ok(EServiceView {
        row: e_service::Model::from_query_result(row, "")?,
        unit_path: row.try_get("", "unit_path")?,
        unit: if shape.unit {
            Some(org_unit::Model::from_query_result(row, UNIT)?)
        } else {
            None
        },
        development_cycle: cycle(DEVELOPMENT)?,
        operation_cycle: cycle(OPERATION)?,
        people: Vec::new(),
        open_tasks: if shape.open_tasks {
            row.try_get("", "open_tasks")?
        } else {
            0
        },
        pending_approvals: if shape.pending_approvals {
            row.try_get("", "pending_approvals")?
        } else {
            0
        },
        next_measure: if shape.next_measure {
            row.try_get("", "next_measure")?
        } else {
            None
        },
    })
}

async fn with_people(
    db: &impl ConnectionTrait,
    views: &mut [EServiceView],
    shape: &Shape,
) -> Result<(), DbErr> {
    if !shape.people || views.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = views.iter().map(|view| view.row.id).collect();
    let mut people = people(db, &ids).await?;
    for view in views {
        view.people = people.remove(&view.row.id).unwrap_or_default();
    }
    Ok(())
}

/// The people in roles on each e-service, by role and name. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn people(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
) -> Result<HashMap<EServiceId, Vec<Appointed>>, DbErr> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .find_also_related(user::Entity)
        .all(db)
        .await?;
    let mut people: HashMap<EServiceId, Vec<Appointed>> = HashMap::new();
    for (grant, user) in rows {
        if let (Some(id), Some(user)) = (grant.e_service_id, user) {
            people.entry(id).or_default().push(Appointed { grant, user });
        }
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
    pub const fn bare(row: e_service::Model, unit_path: String) -> Self {
        Self {
            row,
            unit_path,
            unit: None,
            development_cycle: None,
            operation_cycle: None,
            people: Vec::new(),
            open_tasks: 0,
            pending_approvals: 0,
            next_measure: None,
        }
    }

    /// The first person in a role, by name.
    #[must_use]
    pub fn first(&self, role: Role) -> Option<&user::Model> {
        self.people
            .iter()
            .find(|appointed| appointed.grant.role == role)
            .map(|appointed| &appointed.user)
    }
}
