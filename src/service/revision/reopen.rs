//! Taking an idea up anew that was decided against.

use ::entity::{
    enums::{DocumentKind, EServiceState},
    ids::{CycleId, EServiceId},
};
use serde_json::json;

use super::begin::{name_in_e_service, nothing_is_developed};
use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
        cycle::{
            advance::set_state,
            begin::{Start, begin},
            carry, settle,
        },
        e_service as e_services,
    },
};

/// Management changes its mind about an idea that was declined: a new cycle begins with the inventory, on the ground of what was found
/// out before. The decision against it stays on record in the former cycle.
///
/// # Errors
/// `REASON_MISSING`, `STALE`, `WRONG_STATE` where it was not declined, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn reopen(
    services: &Services,
    actor: &Actor,
    id: EServiceId,
    version: i32,
    reason: &str,
) -> Result<EServiceId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, unit_path) = e_services::queries::visible(&txn, actor, id).await?;
    require(actor, Permission::DecideDevelopment, place(id, &unit_path))?;
    let mut check = Check::default();
    let reason = check.optional_text("reason", reason, TEXT);
    check.that(
        !reason.is_empty(),
        ProblemCode::ReasonMissing,
        "reason",
        "Ange varför.",
        "Say why.",
    );
    check.finish()?;
    if row.version != version {
        return Err(Error::stale());
    }
    let former = row
        .development_cycle_id
        .filter(|_| row.state == EServiceState::Declined);
    let Some(former) = former else {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Bara en idé som har fått avslag kan tas upp igen.",
            "Only an idea that was declined can be taken up again.",
        ));
    };
    nothing_is_developed(&txn, &row).await?;
    let next = begin(services, &txn, id, Start::idea(CycleId::new())).await?;
    name_in_e_service(services, &txn, &row, next.id).await?;
    set_state(services, &txn, id, EServiceState::Idea).await?;
    carry::artefacts(&txn, former, &next, now).await?;
    carry::documents(&txn, former, &next, &[DocumentKind::PreStudy].into(), now).await?;
    let entry = audit::Entry {
        action: "e_service.reopen",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({ "reason": reason, "cycle": next.id, "before": { "cycle": former } }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    settle::settle(services, &txn, Some(actor), next.id).await?;
    txn.commit().await?;
    Ok(id)
}
