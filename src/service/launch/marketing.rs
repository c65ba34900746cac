//! Marketing actions: what is checked of them.

use crate::{
    domain::{facts::CycleFacts, launch::MarketingAction},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for MarketingAction {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            !self.done || self.action_on <= facts.today,
            ProblemCode::Invalid,
            "actionOn",
            "Det som är gjort kan inte ligga i framtiden.",
            "What is done cannot lie in the future.",
        );
    }
}
