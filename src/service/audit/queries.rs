//! Every query on the audit trail.

use ::entity::{
    audit_entry,
    ids::{EServiceId, UserId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::service::{
    Result,
    paging::{Cursor, Page, PageArgs, SortKey, SortKind},
};

/// Which entries are wanted; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of one thing.
    pub thing: Option<Uuid>,
    /// Of one e-service, with all that belongs to it.
    pub e_service: Option<EServiceId>,
    /// By one person.
    pub actor: Option<UserId>,
}

/// A page of the audit trail, newest first.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    args: &PageArgs,
    count: bool,
) -> Result<Page<audit_entry::Model>> {
    let window = args.window(SortKind::Time)?;
    let mut select = audit_entry::Entity::find();
    if let Some(thing) = filter.thing {
        select = select.filter(audit_entry::COLUMN.thing_id.eq(thing));
    }
    if let Some(e_service) = filter.e_service {
        select = select.filter(audit_entry::COLUMN.e_service_id.eq(e_service));
    }
    if let Some(actor) = filter.actor {
        select = select.filter(audit_entry::COLUMN.actor_id.eq(actor));
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(
            select,
            audit_entry::Column::At,
            audit_entry::Column::Id,
            Order::Desc,
        )
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Time(row.at),
        id: row.id.0,
    }))
}
