//! The order of the publication: what is checked of it. That it comes late is warned about, not refused.

use crate::{
    domain::{facts::CycleFacts, launch::PublicationOrder},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for PublicationOrder {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            self.wished_on >= self.ordered_on,
            ProblemCode::Invalid,
            "wishedOn",
            "Kan inte ligga före beställningen.",
            "Cannot lie before the order.",
        );
        Self {
            note: check.optional_text("note", &self.note, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            self.ordered_on <= facts.today,
            ProblemCode::Invalid,
            "orderedOn",
            "Kan inte ligga i framtiden.",
            "Cannot lie in the future.",
        );
    }
}
