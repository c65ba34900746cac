//! Closing a need without action.

use ::entity::{enums::NeedState, ids::NeedId, need};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{queries, write::handled};
use crate::{
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{
        Error, Result, Services,
        access::require,
        check::{Check, TEXT},
    },
};

/// Management closes a need without action; the reason is kept.
///
/// # Errors
/// `REASON_MISSING`, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn close(
    services: &Services,
    actor: &Actor,
    (id, version): (NeedId, i32),
    reason: &str,
) -> Result<NeedId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::HandleNeeds, view.place())?;
    if view.row.version != version {
        return Err(Error::stale());
    }
    rules::close(view.row.state, reason)?;
    let mut check = Check::default();
    let reason = check.optional_text("reason", reason, TEXT);
    check.finish()?;
    let change = need::ActiveModel {
        state: Set(NeedState::Closed),
        close_reason: Set(Some(reason.clone())),
        ..Default::default()
    };
    let detail = json!({ "reason": reason });
    handled(
        &txn,
        actor,
        now,
        (&view.row, version),
        change,
        ("need.close", detail),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}
