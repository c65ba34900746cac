//! Merging a need into another as its duplicate.

use ::entity::{enums::NeedState, ids::NeedId, need, need_view};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{queries, write::handled};
use crate::{
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{Error, ProblemCode, Result, Services, access::require},
};

/// Management merges a duplicate into another need. What was said about it, and what was merged into it before, follows; it stays as it
/// was and points to the other. Where it belonged to an e-service and the other to none, the other takes its place there.
///
/// # Errors
/// `UNKNOWN_ID` or `INVALID` for the other need (none where its id names none), `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn merge(
    services: &Services,
    actor: &Actor,
    (id, version): (NeedId, i32),
    into: Option<NeedId>,
) -> Result<NeedId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::HandleNeeds, view.place())?;
    if view.row.version != version {
        return Err(Error::stale());
    }
    let other = match into {
        Some(into) => queries::by_ids(&txn, actor, &[into]).await?.remove(&into),
        None => None,
    };
    let other = other.ok_or_else(|| {
        Error::refused(
            ProblemCode::UnknownId,
            &["intoId"],
            "Behovet finns inte.",
            "There is no such need.",
        )
    })?;
    let into = other.id;
    rules::merge(view.row.state, id == into, other.state)?;
    let change = need::ActiveModel {
        state: Set(NeedState::Merged),
        merged_into: Set(Some(into)),
        ..Default::default()
    };
    let detail = json!({ "into": into });
    handled(
        &txn,
        actor,
        now,
        (&view.row, version),
        change,
        ("need.merge", detail),
    )
    .await?;
    if let (NeedState::Open, Some(e_service)) = (other.state, view.row.e_service_id) {
        let change = need::ActiveModel {
            state: Set(NeedState::Attached),
            e_service_id: Set(Some(e_service)),
            revision_id: Set(view.row.revision_id),
            ..Default::default()
        };
        let detail = json!({ "eService": e_service, "instead": id });
        let seen = (&other, other.version);
        handled(&txn, actor, now, seen, change, ("need.attach", detail)).await?;
    }
    need_view::Entity::update_many()
        .col_expr(need_view::Column::NeedId, Expr::value(into))
        .col_expr(
            need_view::Column::CameFrom,
            Expr::col(need_view::Column::CameFrom).if_null(id),
        )
        .filter(need_view::COLUMN.need_id.eq(id))
        .exec(&txn)
        .await?;
    need::Entity::update_many()
        .col_expr(need::Column::MergedInto, Expr::value(into))
        .filter(need::COLUMN.merged_into.eq(id))
        .exec(&txn)
        .await?;
    txn.commit().await?;
    Ok(id)
}
