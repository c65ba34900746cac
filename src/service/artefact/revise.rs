//! Doing something to an artefact that is not writing it: ticking it off, accepting it. It takes a permission of its own, and leaves a
//! version like every other change.

use ::entity::ids::ArtefactId;

use super::{queries, save::put};
use crate::{
    domain::{
        actor::{Actor, Place},
        artefact::{Artefact, may_change},
        permission::Permission,
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        cycle::{facts, queries as cycles},
    },
};

/// What is done, and what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The permission that it takes for the e-service.
    pub permission: Permission,
    /// The name under which the audit trail has it.
    pub action: &'static str,
}

/// Does something to an artefact: `change` answers what it says from then on, from what it says now, or why it is refused. It
/// is asked after the permission, with the place of the e-service, since some deeds take a role besides.
///
/// # Errors
/// Those of `change`; `STALE`, `WRONG_STATE` where it is not the time for it, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn revise<A: Artefact>(
    services: &Services,
    actor: &Actor,
    id: ArtefactId,
    version: i32,
    deed: Deed,
    change: impl FnOnce(&A, Place<'_>) -> Result<A>,
) -> Result<ArtefactId> {
    let txn = services.begin().await?;
    let row = queries::by_ids(&txn, &[id]).await?.remove(&id);
    let row = row.filter(|row| row.kind == A::KIND).ok_or(Error::NotFound)?;
    let view = cycles::visible(&txn, actor, row.cycle_id).await?;
    let here = place(view.e_service.id, &view.unit_path);
    require(actor, deed.permission, here)?;
    // Read again now that the cycle is held.
    let row = queries::by_ids(&txn, &[id]).await?.remove(&id);
    let row = row
        .filter(|row| row.removed_at.is_none())
        .ok_or(Error::NotFound)?;
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    may_change(&loaded.facts, A::KIND)?;
    let before: A = queries::body(&row)?;
    if row.version != version {
        // Whoever lacks the role that a deed takes besides is told so, whatever they have seen.
        if let Err(error @ Error::Forbidden(_)) = change(&before, here) {
            return Err(error);
        }
        return Err(Error::stale());
    }
    let after = change(&before, here)?;
    if after == before {
        return Ok(id);
    }
    put(services, &txn, actor, &view, Some(row), deed.action, &after).await?;
    txn.commit().await?;
    Ok(id)
}
