//! Putting forward an idea for an e-service.

use ::entity::{
    e_service,
    enums::{Audience, EServiceState, NeedSource, SearchKind},
    ids::{CycleId, EServiceId, OrgUnitId},
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel};
use serde_json::json;

use crate::{
    database::Transaction,
    domain::{actor::Actor, collation::sort_key, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services, access, audit,
        check::{Check, NAME, TEXT},
        cycle::{self, begin::Start},
        need, organisation,
        search::index::{Found, index},
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

/// Anybody signed in puts forward an idea. It gets its first cycle, in the phase of inventory, with a task for every activity; the
/// idea itself is its first need.
///
/// # Errors
/// Problems with the fields; `UNKNOWN_ID` for the unit.
pub async fn propose(services: &Services, actor: &Actor, idea: Idea) -> Result<EServiceId> {
    let txn = services.begin().await?;
    let row = make(services, &txn, actor, idea).await?;
    let first = need::New {
        org_unit: row.org_unit_id,
        title: row.name,
        description: row.purpose,
        source: NeedSource::Idea,
        concerned: String::new(),
        partners: String::new(),
        e_service: Some(row.id),
        suggestion: None,
    };
    need::insert(&txn, actor, services.now(), first).await?;
    txn.commit().await?;
    Ok(row.id)
}

/// Makes the e-service of an idea, with its first cycle. The caller sees to the need that it answers, and commits.
///
/// # Errors
/// Problems with the fields; `UNKNOWN_ID` for the unit.
pub(in crate::service) async fn make(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    idea: Idea,
) -> Result<e_service::Model> {
    let mut check = Check::default();
    let name = check.text("name", &idea.name, NAME);
    let purpose = check.text("purpose", &idea.purpose, TEXT);
    check.finish()?;
    let now = services.now();
    let unit = organisation::queries::unit(txn, idea.org_unit)
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
    let row = e_service::Model {
        id,
        org_unit_id: unit.id,
        search_text: search_text(&name, &purpose),
        name_key: sort_key(&name),
        name,
        purpose,
        audience: idea.audience,
        state: EServiceState::Idea,
        confidential: idea.confidential,
        proposed_by: actor.user_id,
        development_cycle_id: Some(cycle_id),
        operation_cycle_id: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    e_service::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(txn)
        .await?;
    index_e_service(txn, id, &row.name, &row.purpose).await?;
    cycle::begin::begin(services, txn, id, Start::idea(cycle_id)).await?;
    let entry = audit::Entry {
        action: "e_service.propose",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({
            "name": row.name, "orgUnit": unit.id, "audience": idea.audience, "confidential": idea.confidential,
        }),
    };
    audit::record(txn, Some(actor), now, entry).await?;
    Ok(row)
}

/// Puts the words of an e-service into the index of the search.
pub(in crate::service) async fn index_e_service(
    txn: &impl ConnectionTrait,
    id: EServiceId,
    name: &str,
    purpose: &str,
) -> Result<(), DbErr> {
    let found = Found {
        kind: SearchKind::EService,
        thing: id.0,
        e_service: Some(id),
        person: None,
        title: name,
        texts: &[purpose],
    };
    index(txn, found).await
}

/// The text by which an e-service is found.
#[must_use]
pub fn search_text(name: &str, purpose: &str) -> String {
    format!("{} {}", name.to_lowercase(), purpose.to_lowercase())
}
