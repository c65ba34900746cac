//! Every query on approvals.

use std::collections::HashMap;

use ::entity::{
    approval, e_service,
    enums::ApprovalState,
    ids::{ApprovalId, CycleId},
    org_unit,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, JoinType, Order,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};

use crate::{
    domain::actor::Actor,
    service::{
        Error, Result,
        e_service::queries::{in_scope, visibility},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// An approval with its e-service and the path of the unit.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "approval::Entity")]
pub struct ApprovalView {
    /// The approval.
    #[sea_orm(nested)]
    pub row: approval::Model,
    /// The e-service.
    #[sea_orm(nested)]
    pub e_service: e_service::Model,
    /// Path of the unit that the e-service belongs to.
    #[sea_orm(from_expr = "org_unit::Column::Path")]
    pub unit_path: String,
}

fn select() -> Select<approval::Entity> {
    approval::Entity::find()
        .join(JoinType::InnerJoin, approval::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
}

/// The approvals of each cycle, latest first. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
) -> Result<HashMap<CycleId, Vec<ApprovalView>>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = select()
        .filter(approval::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .order_by_desc(approval::COLUMN.id)
        .into_partial_model::<ApprovalView>()
        .all(db)
        .await?;
    let mut approvals: HashMap<CycleId, Vec<ApprovalView>> = HashMap::new();
    for view in rows {
        approvals.entry(view.row.cycle_id).or_default().push(view);
    }
    Ok(approvals)
}

/// Those of these approvals that the person may see, by key. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[ApprovalId],
) -> Result<HashMap<ApprovalId, ApprovalView>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = select()
        .filter(approval::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor))
        .into_partial_model::<ApprovalView>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|view| (view.row.id, view)).collect())
}

/// An approval, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, id: ApprovalId) -> Result<ApprovalView> {
    by_ids(db, actor, &[id]).await?.remove(&id).ok_or(Error::NotFound)
}

/// The approvals that wait for an answer from a person's roles, oldest first. One statement.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn waiting_for(
    db: &impl ConnectionTrait,
    actor: &Actor,
    args: &PageArgs,
    count: bool,
) -> Result<Page<ApprovalView>> {
    let window = args.window(SortKind::Time)?;
    let mut for_roles = Condition::any().add(sea_orm::sea_query::Expr::value(false));
    for grant in &actor.grants {
        for_roles = for_roles.add(
            Condition::all()
                .add(approval::COLUMN.role.eq(grant.role))
                .add(in_scope(&grant.scope)),
        );
    }
    let select = select()
        .filter(approval::COLUMN.state.eq(ApprovalState::Pending))
        .filter(for_roles);
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            approval::Column::AskedAt,
            approval::Column::Id,
            Order::Asc,
        )
        .into_partial_model::<ApprovalView>()
        .all(db)
        .await?;
    Ok(window.page(rows, total, |view| Cursor {
        key: SortKey::Time(view.row.asked_at),
        id: view.row.id.0,
    }))
}
