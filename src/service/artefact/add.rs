//! Making many artefacts of a kind at once: as many statements for a hundred as for one.

use ::entity::{
    artefact, artefact_version,
    ids::{ArtefactId, ArtefactVersionId},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::{Kept, save};
use crate::{
    database::Transaction,
    domain::{actor::Actor, artefact::rule},
    service::{Error, Result, Services, audit, cycle::queries::CycleView},
};

/// Makes new artefacts in a cycle that is held, where the caller has asked for the rights and the drafts need no check. What they are
/// to others of their kind, and what is approved, is for the caller to see to.
///
/// # Errors
/// Where the database fails.
pub(in crate::service) async fn add<A: Kept>(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    view: &CycleView,
    drafts: &[A],
) -> Result<Vec<ArtefactId>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let now = services.now();
    let first = save::next_number::<A>(txn, view.cycle.id).await?;
    let mut rows = Vec::new();
    for (draft, number) in drafts.iter().zip(first..) {
        let body: Value = serde_json::to_value(draft).map_err(|error| Error::Internal(error.to_string()))?;
        rows.push(artefact::Model {
            id: ArtefactId::new(),
            e_service_id: view.e_service.id,
            cycle_id: view.cycle.id,
            kind: A::KIND,
            number,
            body,
            open: draft.is_open(),
            copied_from: None,
            created_by: actor.user_id,
            created_at: now,
            updated_by: actor.user_id,
            updated_at: now,
            removed_at: None,
            version: 1,
        });
    }
    let ids: Vec<ArtefactId> = rows.iter().map(|row| row.id).collect();
    let versions = rows.iter().map(|row| artefact_version::ActiveModel {
        id: Set(ArtefactVersionId::new()),
        artefact_id: Set(row.id),
        number: Set(1),
        body: Set(row.body.clone()),
        author_id: Set(actor.user_id),
        created_at: Set(now),
    });
    let versions: Vec<_> = versions.collect();
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    artefact::Entity::insert_many(rows)
        .exec_without_returning(txn)
        .await?;
    artefact_version::Entity::insert_many(versions)
        .exec_without_returning(txn)
        .await?;
    let entry = audit::Entry {
        action: "artefact.add",
        thing_kind: "Cycle",
        thing_id: view.cycle.id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "kind": rule(A::KIND).type_name, "made": ids }),
    };
    audit::record(txn, Some(actor), now, entry).await?;
    Ok(ids)
}
