//! Making an e-service of a need.

use ::entity::{
    enums::{Audience, NeedState},
    ids::{EServiceId, NeedId, OrgUnitId},
    need,
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{queries, write::handled};
use crate::{
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{
        Error, Result, Services,
        access::require,
        e_service::propose::{Idea, make},
    },
};

/// The e-service that a need becomes; what is left out is taken from the need.
#[derive(Clone, Debug)]
pub struct Becomes {
    /// Name of the e-service.
    pub name: Option<String>,
    /// What it is for, Markdown.
    pub purpose: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// The unit that it belongs to.
    pub org_unit: Option<OrgUnitId>,
    /// Whether only those with a part in it may see it.
    pub confidential: bool,
}

/// Management makes a new e-service of a need: an idea as any other, whose first need this is.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID` for the unit, `WRONG_STATE`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn propose(
    services: &Services,
    actor: &Actor,
    (id, version): (NeedId, i32),
    becomes: Becomes,
) -> Result<EServiceId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(actor, Permission::HandleNeeds, view.place())?;
    if view.row.version != version {
        return Err(Error::stale());
    }
    rules::propose(view.row.state)?;
    let idea = Idea {
        name: becomes.name.unwrap_or_else(|| view.row.title.clone()),
        purpose: becomes.purpose.unwrap_or_else(|| view.row.description.clone()),
        audience: becomes.audience,
        org_unit: becomes.org_unit.unwrap_or(view.row.org_unit_id),
        confidential: becomes.confidential,
    };
    let e_service = make(services, &txn, actor, idea).await?.id;
    let change = need::ActiveModel {
        state: Set(NeedState::Attached),
        e_service_id: Set(Some(e_service)),
        ..Default::default()
    };
    let detail = json!({ "eService": e_service });
    handled(
        &txn,
        actor,
        now,
        (&view.row, version),
        change,
        ("need.propose", detail),
    )
    .await?;
    txn.commit().await?;
    Ok(e_service)
}
