//! Permissions on the platform: what is checked of them.

use crate::{
    domain::launch::PlatformPermission,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for PlatformPermission {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            name: check.text("name", &self.name, NAME),
            holder: check.text("holder", &self.holder, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            ..self
        }
    }

    fn following(self, before: &Self) -> Self {
        Self::following(self, before)
    }
}
