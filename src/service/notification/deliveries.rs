//! The outbox as an administrator sees it: what waits, what was sent, and what was given up; and sending again.

use ::entity::{delivery, enums::DeliveryState, ids::DeliveryId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
};
use serde_json::json;

use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Result, Services,
        access::require_global,
        audit,
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

/// A page of deliveries, the latest due first.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn page(
    db: &impl ConnectionTrait,
    states: Option<&[DeliveryState]>,
    args: &PageArgs,
    count: bool,
) -> Result<Page<delivery::Model>> {
    let window = args.window(SortKind::Time)?;
    let mut select = delivery::Entity::find();
    if let Some(states) = states {
        select = select.filter(delivery::COLUMN.state.is_in(states.iter().copied()));
    }
    let total = if count {
        Some(select.clone().count(db).await?)
    } else {
        None
    };
    let rows = window
        .apply(select, delivery::Column::DueAt, delivery::Column::Id, Order::Desc)
        .all(db)
        .await?;
    Ok(window.page(rows, total, |row| Cursor {
        key: SortKey::Time(row.due_at),
        id: row.id.0,
    }))
}

/// A delivery by its key.
///
/// # Errors
/// Where the database fails.
pub async fn by_id(db: &impl ConnectionTrait, id: DeliveryId) -> Result<Option<delivery::Model>> {
    Ok(delivery::Entity::find_by_id(id).one(db).await?)
}

/// Puts deliveries that were given up back into the outbox, all of them, or some, which may have come back, too. Each keeps its
/// Message-ID. Answers how many.
///
/// # Errors
/// [`Error::Forbidden`](crate::service::Error::Forbidden), the database.
pub async fn resend(services: &Services, actor: &Actor, which: Option<&[DeliveryId]>) -> Result<u64> {
    require_global(actor, Permission::ManageNotifications)?;
    let now = services.now();
    let txn = services.begin().await?;
    let again = delivery::ActiveModel {
        state: Set(DeliveryState::Pending),
        due_at: Set(now),
        attempts: Set(0),
        claimed_by: Set(None),
        claimed_until: Set(None),
        ..Default::default()
    };
    let update = delivery::Entity::update_many().set(again);
    let update = match which {
        Some(ids) => update
            .filter(delivery::COLUMN.id.is_in(ids.iter().copied()))
            .filter(
                delivery::COLUMN
                    .state
                    .is_in([DeliveryState::Failed, DeliveryState::Bounced]),
            ),
        None => update.filter(delivery::COLUMN.state.eq(DeliveryState::Failed)),
    };
    let count = update.exec(&txn).await?.rows_affected;
    let entry = audit::Entry {
        action: "delivery.resend",
        thing_kind: "User",
        thing_id: actor.user_id.0,
        e_service_id: None,
        detail: json!({ "deliveries": which, "count": count }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    services.live.wake();
    Ok(count)
}
