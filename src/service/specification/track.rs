//! Telling where a requirement stands through build and test. Approvals of the specification stay: this is no part of it.

use ::entity::ids::ArtefactId;

use crate::{
    domain::{
        actor::Actor,
        specification::{RequirementState, SpecificationRequirement},
    },
    service::{
        Error, Result, Services,
        artefact::{
            queries,
            save::{Seen, amend},
        },
    },
};

/// Puts a requirement into a state: developers build and drop, testers test. The reason is that of dropping it, or a remark.
///
/// # Errors
/// `WRONG_PHASE` before building has begun, `WRONG_STATE` where what is not built is tested, `REASON_MISSING`, `TOO_LONG`, `STALE`,
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn set_state(
    services: &Services,
    actor: &Actor,
    (id, version): (ArtefactId, i32),
    state: RequirementState,
    reason: Option<String>,
) -> Result<ArtefactId> {
    let cycle = queries::cycle_of(&services.db, id).await?;
    let seen = Seen {
        cycle,
        id: Some(id),
        version,
    };
    // Both kinds of people track requirements; which of them does what is told by the state.
    let permission = state.takes();
    amend(services, actor, seen, permission, |before, facts| {
        let before: SpecificationRequirement = before.ok_or(Error::NotFound)?;
        before.state.becomes(state, reason.as_deref(), facts)?;
        Ok(SpecificationRequirement {
            state,
            reason,
            ..before
        })
    })
    .await
}
