//! Saying something about a need.

use ::entity::{
    ids::{NeedId, NeedViewId},
    need_view,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::queries;
use crate::{
    domain::{actor::Actor, need, permission::Permission},
    service::{
        Result, Services,
        access::require,
        audit,
        check::{Check, TEXT},
    },
};

/// Anybody who sees a need adds a view to it, for as long as it is neither closed nor merged.
///
/// # Errors
/// Problems with the text, `WRONG_STATE`, [`Error::NotFound`](crate::service::Error::NotFound).
pub async fn add_view(services: &Services, actor: &Actor, id: NeedId, body: &str) -> Result<NeedViewId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::PutForwardNeed, view.place())?;
    need::add_view(view.row.state)?;
    let mut check = Check::default();
    let body = check.text("body", body, TEXT);
    check.finish()?;
    let key = NeedViewId::new();
    need_view::Entity::insert(need_view::ActiveModel {
        id: Set(key),
        need_id: Set(id),
        came_from: Set(None),
        author_id: Set(actor.user_id),
        body: Set(body.clone()),
        created_at: Set(now),
    })
    .exec_without_returning(&txn)
    .await?;
    let entry = audit::Entry {
        action: "need.add_view",
        thing_kind: "Need",
        thing_id: id.0,
        e_service_id: view.row.e_service_id,
        detail: json!({ "body": body }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(key)
}
