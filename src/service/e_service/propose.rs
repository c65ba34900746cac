//! Putting forward an idea for an e-service.

use ::entity::{
    e_service,
    enums::{Audience, CycleKind, EServiceState},
    ids::{CycleId, EServiceId, OrgUnitId},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services, access, audit,
        check::{Check, NAME, TEXT},
        cycle, organisation,
    },
};

/// An idea.
#[derive(Clone, Debug)]
pub struct Idea {
    /// Name of the e-service.
    pub name: String,
    /// What it is for, Markdown.
    pub purpose: String,
    /// Whom it is for.
    pub audience: Audience,
    /// The unit that it belongs to.
    pub org_unit: OrgUnitId,
    /// Whether only those with a part in it may see it.
    pub confidential: bool,
}

/// Anybody signed in puts forward an idea. It gets its first cycle, in the phase of inventory, with a task for every activity.
///
/// # Errors
/// Problems with the fields; `UNKNOWN_ID` for the unit.
pub async fn propose(services: &Services, actor: &Actor, idea: Idea) -> Result<EServiceId> {
    let mut check = Check::default();
    let name = check.text("name", &idea.name, NAME);
    let purpose = check.text("purpose", &idea.purpose, TEXT);
    check.finish()?;
    let now = services.now();
    let txn = services.begin().await?;
    let unit = organisation::queries::unit(&txn, idea.org_unit)
        .await?
        .ok_or_else(|| {
            Error::refused(
                ProblemCode::UnknownId,
                &["orgUnitId"],
                "Enheten finns inte.",
                "There is no such unit.",
            )
        })?;
    let (id, cycle_id) = (EServiceId::new(), CycleId::new());
    access::require(actor, Permission::ProposeEService, access::place(id, &unit.path))?;
    e_service::Entity::insert(e_service::ActiveModel {
        id: Set(id),
        org_unit_id: Set(unit.id),
        search_text: Set(search_text(&name, &purpose)),
        name: Set(name.clone()),
        purpose: Set(purpose),
        audience: Set(idea.audience),
        state: Set(EServiceState::Idea),
        confidential: Set(idea.confidential),
        proposed_by: Set(actor.user_id),
        development_cycle_id: Set(Some(cycle_id)),
        operation_cycle_id: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(&txn)
    .await?;
    cycle::begin::begin(services, &txn, id, cycle_id, CycleKind::New).await?;
    let entry = audit::Entry {
        action: "e_service.propose",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({ "name": name, "orgUnit": unit.id, "audience": idea.audience, "confidential": idea.confidential }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(id)
}

/// The text by which an e-service is found.
#[must_use]
pub fn search_text(name: &str, purpose: &str) -> String {
    format!("{} {}", name.to_lowercase(), purpose.to_lowercase())
}
