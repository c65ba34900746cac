//! Early requirements: what is checked of them.

use crate::{
    domain::ground::Requirement,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for Requirement {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            investigation: check.given("investigation", self.investigation.as_deref(), TEXT),
            ..self
        }
    }
}
