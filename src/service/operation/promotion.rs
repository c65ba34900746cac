//! Promotion actions: what is checked of them.

use crate::{
    domain::{facts::CycleFacts, operation::PromotionAction},
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for PromotionAction {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            note: check.optional_text("note", &self.note, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        super::in_operation(self.done_on, "doneOn", facts, check);
    }
}
