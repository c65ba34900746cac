//! Handing the responsibility over to owner and service manager (`management.handover`).

use ::entity::{
    enums::{ArtefactKind, Locale, Role},
    ids::UserId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// The roles that take the responsibility over; each accepts for itself.
pub const ACCEPTING: [Role; 2] = [Role::Owner, Role::ServiceManager];

/// What is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// What those who take over should know, Markdown.
    pub note: String,
    /// What is left to do, Markdown; may be empty.
    pub left_to_do: String,
    /// Who has accepted it.
    pub accepted: Vec<Acceptance>,
}

/// That somebody accepted the handing over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// In which role.
    pub role: Role,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why a handing over was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandoverRefusal {
    /// The role takes nothing over.
    OtherRole,
    /// Somebody in that role has accepted it already.
    Accepted,
}

impl HandoverRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::OtherRole, Locale::Sv) => "Överlämningen tas emot av e-tjänsteägaren och förvaltaren.",
            (Self::OtherRole, Locale::En) => "The owner and the service manager accept the handing over.",
            (Self::Accepted, Locale::Sv) => "Överlämningen är redan mottagen i den rollen.",
            (Self::Accepted, Locale::En) => "The handing over is already accepted in that role.",
        }
    }
}

impl Handover {
    /// Who accepted it in a role.
    #[must_use]
    pub fn accepted_by(&self, role: Role) -> Option<&Acceptance> {
        self.accepted.iter().find(|acceptance| acceptance.role == role)
    }

    /// Itself after `before`. Whoever accepted accepted what was written then: once it says something else, it is asked anew.
    #[must_use]
    pub fn following(self, before: &Self) -> Self {
        let same = self.note == before.note && self.left_to_do == before.left_to_do;
        Self {
            accepted: if same { before.accepted.clone() } else { Vec::new() },
            ..self
        }
    }
}

/// The handing over, accepted by somebody who holds one of the two roles; nobody accepts in a role that is another's.
///
/// # Errors
/// Another role, or one that has accepted before.
pub fn accept(handover: &Handover, acceptance: Acceptance) -> Result<Handover, HandoverRefusal> {
    if !ACCEPTING.contains(&acceptance.role) {
        return Err(HandoverRefusal::OtherRole);
    }
    if handover.accepted_by(acceptance.role).is_some() {
        return Err(HandoverRefusal::Accepted);
    }
    let mut accepted = handover.clone();
    accepted.accepted.push(acceptance);
    Ok(accepted)
}

impl Artefact for Handover {
    const KIND: ArtefactKind = ArtefactKind::Handover;

    /// It is handed over once both have accepted.
    fn is_open(&self) -> bool {
        ACCEPTING.iter().any(|role| self.accepted_by(*role).is_none())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn written() -> Handover {
        Handover {
            note: "Allt är på plats.".into(),
            left_to_do: "Ett fel i Safari.".into(),
            accepted: Vec::new(),
        }
    }

    fn by(role: Role) -> Acceptance {
        Acceptance {
            role,
            by: UserId::new(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_handover_is_open_until_owner_and_service_manager_have_both_accepted() {
        let mut handover = written();
        assert!(handover.is_open());
        handover = accept(&handover, by(Role::ServiceManager)).unwrap();
        assert!(handover.is_open());
        handover = accept(&handover, by(Role::Owner)).unwrap();
        assert!(!handover.is_open());
    }

    #[test]
    fn nobody_else_accepts_and_nobody_twice() {
        let lead = accept(&written(), by(Role::ProjectLead));
        assert_eq!(lead, Err(HandoverRefusal::OtherRole));
        let once = accept(&written(), by(Role::Owner)).unwrap();
        assert_eq!(accept(&once, by(Role::Owner)), Err(HandoverRefusal::Accepted));
    }

    #[test]
    fn a_handover_that_says_something_else_is_accepted_anew() {
        let accepted = accept(&written(), by(Role::Owner)).unwrap();
        assert_eq!(written().following(&accepted), accepted);
        let more = Handover {
            left_to_do: "Två fel.".into(),
            ..written()
        };
        assert_eq!(more.following(&accepted).accepted, []);
    }
}
