//! The way of a defect: to a developer, and back to the tester.

use ::entity::ids::{ArtefactId, UserId};

use crate::{
    domain::{
        actor::Actor,
        permission::Permission,
        testing::{Defect, DefectState},
    },
    service::{
        Error, Result, Services,
        artefact::{
            queries,
            save::{Seen, amend, may_keep},
        },
    },
};

/// Puts a defect into a state: developers mend, testers close and hand back. Who begins to mend what nobody has takes it.
///
/// # Errors
/// `WRONG_STATE` where there is no way from where it stands, `REASON_MISSING`, `TOO_LONG`, `STALE`, [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn set_state(
    services: &Services,
    actor: &Actor,
    (id, version): (ArtefactId, i32),
    state: DefectState,
    reason: Option<String>,
) -> Result<ArtefactId> {
    let seen = Seen {
        cycle: queries::cycle_of(&services.db, id).await?,
        id: Some(id),
        version,
    };
    amend(services, actor, seen, state.takes(), |before, _| {
        let before: Defect = before.ok_or(Error::NotFound)?;
        before.state.becomes(state, reason.as_deref())?;
        let taken = (state == DefectState::BeingMended).then_some(actor.user_id);
        Ok(Defect {
            state,
            reason,
            assignee: before.assignee.or(taken),
            ..before
        })
    })
    .await
}

/// Gives a defect to somebody to mend, or to nobody.
///
/// # Errors
/// `UNKNOWN_ID`, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn assign(
    services: &Services,
    actor: &Actor,
    (id, version): (ArtefactId, i32),
    to: Option<UserId>,
) -> Result<ArtefactId> {
    let seen = Seen {
        cycle: queries::cycle_of(&services.db, id).await?,
        id: Some(id),
        version,
    };
    amend(services, actor, seen, Permission::HandleDefects, |before, _| {
        let before: Defect = before.ok_or(Error::NotFound)?;
        Ok(Defect {
            assignee: to,
            ..before
        })
    })
    .await
}

/// Whether somebody may assign a defect: asked alone where it is not known to whom.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn may_assign(services: &Services, actor: &Actor, id: ArtefactId) -> Result<()> {
    let cycle = queries::cycle_of(&services.db, id).await?;
    may_keep::<Defect>(services, actor, cycle).await
}
