//! The handing over: what is checked of it.

use crate::{
    domain::operation::Handover,
    service::{
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for Handover {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            note: check.text("note", &self.note, TEXT),
            left_to_do: check.optional_text("leftToDo", &self.left_to_do, TEXT),
            ..self
        }
    }

    fn following(self, before: &Self) -> Self {
        Self::following(self, before)
    }
}
