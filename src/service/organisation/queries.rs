//! Every query on organisational units.

use std::collections::HashMap;

use ::entity::{ids::OrgUnitId, org_unit};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
};

use crate::service::{
    Result,
    columns::columns,
    paging::{Cursor, Page, PageArgs, SortKey, SortKind},
};

columns!(org_unit::Model: id, parent_id, name, name_key, path, created_at, version);

/// A unit.
///
/// # Errors
/// Where the database fails.
pub async fn unit(db: &impl ConnectionTrait, id: OrgUnitId) -> Result<Option<org_unit::Model>, DbErr> {
    org_unit::Entity::find_by_id(id).one(db).await
}

/// Units by key; the order is not that of the keys.
///
/// # Errors
/// Where the database fails.
pub async fn units(
    db: &impl ConnectionTrait,
    ids: &[OrgUnitId],
) -> Result<HashMap<OrgUnitId, org_unit::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = org_unit::Entity::find()
        .filter(org_unit::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The units right below each of these, by name. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn children(
    db: &impl ConnectionTrait,
    ids: &[OrgUnitId],
) -> Result<HashMap<OrgUnitId, Vec<org_unit::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = org_unit::Entity::find()
        .filter(org_unit::COLUMN.parent_id.is_in(ids.iter().copied()))
        .order_by_asc(org_unit::COLUMN.name_key)
        .all(db)
        .await?;
    let mut children: HashMap<OrgUnitId, Vec<org_unit::Model>> = HashMap::new();
    for row in rows {
        if let Some(parent) = row.parent_id {
            children.entry(parent).or_default().push(row);
        }
    }
    Ok(children)
}

/// A page of all units, by name.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn units_page(
    db: &impl ConnectionTrait,
    args: &PageArgs,
    count: bool,
) -> Result<Page<org_unit::Model>> {
    let window = args.window(SortKind::Text)?;
    let select = org_unit::Entity::find();
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            org_unit::Column::NameKey,
            org_unit::Column::Id,
            Order::Asc,
        )
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Text(row.name_key.clone()),
        id: row.id.0,
    }))
}
