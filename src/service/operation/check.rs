//! Checks of the operation: what is checked of them.

use crate::{
    domain::{
        facts::CycleFacts,
        operation::{OperationCheck, OperationResult},
    },
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for OperationCheck {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            self.result == OperationResult::Works || !self.note.trim().is_empty(),
            ProblemCode::Missing,
            "note",
            "Beskriv vad som inte fungerar.",
            "Describe what does not work.",
        );
        Self {
            examined: check.text("examined", &self.examined, TEXT),
            note: check.optional_text("note", &self.note, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        super::in_operation(self.checked_on, "checkedOn", facts, check);
    }
}
