//! Guides: what is checked of them.

use crate::{
    domain::{attachment::Attached, launch::Guide},
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for Guide {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            link: check.link("link", self.link.as_deref()),
            ..self
        }
    }

    fn attachments(&mut self) -> Option<&mut Attached> {
        Some(&mut self.attachments)
    }
}
