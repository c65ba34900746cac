//! Remarks of the editor: what is checked of them.

use crate::{
    domain::review::EditorRemark,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for EditorRemark {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            text: check.text("text", &self.text, TEXT),
            place: check.optional_text("place", &self.place, NAME),
            answer: check.given("answer", self.answer.as_deref(), TEXT),
            ..self
        }
    }

    fn following(self, before: &Self) -> Self {
        self.put_anew(before)
    }
}
