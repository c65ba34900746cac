//! Taking needs up in a revision of their e-service.

use std::collections::BTreeSet;

use ::entity::{
    ids::{CycleId, EServiceId, NeedId},
    need,
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{queries, write::handled};
use crate::{
    database::Transaction,
    domain::{actor::Actor, need as rules, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        cycle::queries as cycles,
        revision::queries as revisions,
    },
};

/// The owner takes needs up in a revision that is under way: needs that belong to its e-service.
///
/// # Errors
/// `MISSING`, `UNKNOWN_ID`, `WRONG_STATE` for the needs, or where the cycle is published, over, or no revision; [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn take_up(
    services: &Services,
    actor: &Actor,
    id: CycleId,
    needs: &BTreeSet<NeedId>,
) -> Result<CycleId> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::StartRevision,
        place(view.e_service.id, &view.unit_path),
    )?;
    revisions::require_under_way(&txn, &view.cycle).await?;
    if needs.is_empty() {
        return Err(Error::refused(
            ProblemCode::Missing,
            &["needIds"],
            "Välj minst ett behov.",
            "Choose at least one need.",
        ));
    }
    name_revision(services, &txn, actor, (view.e_service.id, id), needs).await?;
    txn.commit().await?;
    Ok(id)
}

/// Names a revision in the needs that it takes up; refused where one of them does not belong to the e-service, or was taken up by another
/// revision that was not given up.
pub(in crate::service) async fn name_revision(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    (e_service, revision): (EServiceId, CycleId),
    needs: &BTreeSet<NeedId>,
) -> Result<()> {
    let ids: Vec<_> = needs.iter().copied().collect();
    let found = queries::by_ids(txn, actor, &ids).await?;
    let former: Vec<_> = found.values().filter_map(|need| need.revision_id).collect();
    let former = revisions::of_cycles(txn, &former).await?;
    for id in ids {
        let need = found.get(&id).ok_or_else(|| {
            Error::refused(
                ProblemCode::UnknownId,
                &["needIds"],
                "Behovet finns inte.",
                "There is no such need.",
            )
        })?;
        let taken_up = need
            .revision_id
            .and_then(|id| former.get(&id))
            .is_some_and(|revision| revision.withdrawn_at.is_none());
        rules::take_up(need.state, need.e_service_id == Some(e_service), taken_up)?;
        let change = need::ActiveModel {
            revision_id: Set(Some(revision)),
            ..Default::default()
        };
        let detail = json!({ "revision": revision, "before": need.revision_id });
        let seen = (need, need.version);
        handled(txn, actor, services.now(), seen, change, ("need.take_up", detail)).await?;
    }
    Ok(())
}
