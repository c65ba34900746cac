//! Attaching a need to an e-service.

use ::entity::{
    enums::NeedState,
    ids::{EServiceId, NeedId},
    need,
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{queries, write::handled};
use crate::{
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::require,
        e_service::queries::{self as e_services, Shape},
    },
};

/// Management attaches a need to an e-service, or moves it to another one: an idea, one under development, or a live one, where it
/// is a ground for a revision.
///
/// # Errors
/// `UNKNOWN_ID` for the e-service (none where its id names none), `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn attach(
    services: &Services,
    actor: &Actor,
    (id, version): (NeedId, i32),
    to: Option<EServiceId>,
) -> Result<NeedId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::HandleNeeds, view.place())?;
    if view.row.version != version {
        return Err(Error::stale());
    }
    let e_service = match to {
        Some(to) => e_services::by_ids(&txn, actor, &[to], &Shape::default())
            .await?
            .remove(&to),
        None => None,
    };
    let e_service = e_service.ok_or_else(|| {
        Error::refused(
            ProblemCode::UnknownId,
            &["eServiceId"],
            "E-tjänsten finns inte.",
            "There is no such e-service.",
        )
    })?;
    let to = e_service.row.id;
    rules::attach(view.row.state, e_service.row.state)?;
    let change = need::ActiveModel {
        state: Set(NeedState::Attached),
        e_service_id: Set(Some(to)),
        // A revision of another e-service does not answer it.
        revision_id: Set(view.row.revision_id.filter(|_| view.row.e_service_id == Some(to))),
        ..Default::default()
    };
    let detail = json!({ "eService": to, "before": view.row.e_service_id });
    handled(
        &txn,
        actor,
        now,
        (&view.row, version),
        change,
        ("need.attach", detail),
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}
