//! Requirements of the specification: what is checked of them.

use crate::{
    domain::specification::SpecificationRequirement,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for SpecificationRequirement {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            text: check.text("text", &self.text, TEXT),
            origin: check.optional_text("origin", &self.origin, NAME),
            reason: check.given("reason", self.reason.as_deref(), TEXT),
            ..self
        }
    }

    fn following(self, before: &Self) -> Self {
        self.put_anew(before)
    }
}
