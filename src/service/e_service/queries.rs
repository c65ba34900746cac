//! Every query on e-services, always scoped to who asks.

use std::collections::HashMap;

use ::entity::{
    cycle, e_service,
    enums::{Audience, EServiceState, Phase, ScopeKind},
    ids::{EServiceId, OrgUnitId},
    org_unit, role_grant,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, LikeExpr, Query},
};

use super::shape::read;
pub use super::shape::{Appointed, Appointment, EServiceDetails, EServiceRow, EServiceView, Shape, Stage};
pub(in crate::service) use super::sight::{held_at, in_scopes, visibility, visible_to};
use crate::{
    domain::actor::Actor,
    service::{
        Error, Result,
        access::may_see,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind, anywhere},
    },
};

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
    /// By name, in the order of the Swedish alphabet.
    #[default]
    Name,
    /// Latest change first.
    Changed,
}
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
    let select = match sort {
        Sort::Name => window.apply(
            select,
            e_service::Column::NameKey,
            e_service::Column::Id,
            Order::Asc,
        ),
        Sort::Changed => window.apply(
            select,
            e_service::Column::UpdatedAt,
            e_service::Column::Id,
            Order::Desc,
        ),
    };
    let views = read(db, select, shape).await?;
    Ok(window.page(views, total, |view| Cursor {
        key: match sort {
            Sort::Name => SortKey::Text(view.row.name_key.clone()),
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
    let views = read(db, select, shape).await?;
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
