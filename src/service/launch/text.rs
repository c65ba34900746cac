//! Texts about the matter: what is checked of them.

use crate::{
    domain::launch::EditorialText,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for EditorialText {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            link: check.link("link", self.link.as_deref()),
            note: check.optional_text("note", &self.note, TEXT),
            ..self
        }
    }
}
