//! Accepting the handing over.

use ::entity::{
    enums::{Locale, Role},
    ids::ArtefactId,
};

use crate::{
    domain::{
        actor::Actor,
        operation::{self, Acceptance, Handover, HandoverRefusal},
        permission::Permission,
    },
    service::{
        Error, ProblemCode, Result, Services,
        artefact::revise::{Deed, revise},
    },
};

/// The owner or the service manager accepts the handing over, in a role that they hold themselves: whoever hands over accepts for
/// nobody else. Once both have, it is handed over.
///
/// # Errors
/// `WRONG_STATE` where it is accepted in that role already, `INVALID` for another role, `STALE`, [`Error::Forbidden`] where the
/// person does not hold the role on the e-service, [`Error::NotFound`].
pub async fn accept(
    services: &Services,
    actor: &Actor,
    id: ArtefactId,
    version: i32,
    role: Role,
) -> Result<ArtefactId> {
    let deed = Deed {
        permission: Permission::AcceptHandover,
        action: "handover.accept",
    };
    let acceptance = Acceptance {
        role,
        by: actor.user_id,
        at: services.now(),
    };
    revise(services, actor, id, version, deed, |before: &Handover, place| {
        if operation::ACCEPTING.contains(&role) && !actor.holds(role, place) {
            return Err(Error::Forbidden(Permission::AcceptHandover));
        }
        Ok(operation::accept(before, acceptance)?)
    })
    .await
}

impl From<HandoverRefusal> for Error {
    fn from(refusal: HandoverRefusal) -> Self {
        let code = match refusal {
            HandoverRefusal::OtherRole => ProblemCode::Invalid,
            HandoverRefusal::Accepted => ProblemCode::WrongState,
        };
        Self::refused(
            code,
            &["role"],
            refusal.text(Locale::Sv),
            refusal.text(Locale::En),
        )
    }
}
