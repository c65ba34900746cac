//! Roles and permissions on the e-service platform (`launch.permissions`).

use ::entity::{enums::ArtefactKind, ids::UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A role or permission that somebody needs on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformPermission {
    /// Its name on the platform.
    pub name: String,
    /// Who needs it: a group, a function or people.
    pub holder: String,
    /// What it lets them do, Markdown.
    pub description: String,
    /// That it was set up; none where it is still to do.
    pub ticked_off: Option<Tick>,
}

/// Who ticked something off, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

impl PlatformPermission {
    /// Itself after `before`: what was ticked off stays so for as long as the same is asked of the platform.
    #[must_use]
    pub fn following(self, before: &Self) -> Self {
        let same = self.name == before.name && self.holder == before.holder;
        Self {
            ticked_off: before.ticked_off.filter(|_| same),
            ..self
        }
    }
}

impl Artefact for PlatformPermission {
    const KIND: ArtefactKind = ArtefactKind::PlatformPermission;

    fn is_open(&self) -> bool {
        self.ticked_off.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permission() -> PlatformPermission {
        PlatformPermission {
            name: "Handläggare bygglov".into(),
            holder: "Bygglovsenheten".into(),
            description: String::new(),
            ticked_off: Some(Tick {
                by: UserId::new(),
                at: DateTime::UNIX_EPOCH,
            }),
        }
    }

    #[test]
    fn a_permission_waits_until_it_is_ticked_off() {
        let done = permission();
        assert!(!done.is_open());
        let to_do = PlatformPermission {
            ticked_off: None,
            ..done
        };
        assert!(to_do.is_open());
    }

    #[test]
    fn the_tick_stays_while_the_same_is_asked_of_the_platform() {
        let before = permission();
        let said_better = PlatformPermission {
            description: "Läser och besvarar ärenden.".into(),
            ticked_off: None,
            ..before.clone()
        };
        assert_eq!(said_better.following(&before).ticked_off, before.ticked_off);
        let for_others = PlatformPermission {
            holder: "Servicecenter".into(),
            ..before.clone()
        };
        assert!(for_others.following(&before).is_open());
    }
}
