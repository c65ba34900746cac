//! The plan of a retirement: what is checked of it.

use crate::{
    domain::{facts::CycleFacts, retirement::RetirementPlan},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for RetirementPlan {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            reason: check.text("reason", &self.reason, TEXT),
            notice: check.text("notice", &self.notice, TEXT),
            replacement: check.given("replacement", self.replacement.as_deref(), TEXT),
            archiving: check.text("archiving", &self.archiving, TEXT),
            ..self
        }
    }

    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        // A day that was planned before may have come meanwhile.
        let as_before = before.is_some_and(|before| before.retire_on == self.retire_on);
        check.that(
            as_before || self.retire_on >= facts.today,
            ProblemCode::DateInPast,
            "retireOn",
            "Datumet har passerat.",
            "The date has passed.",
        );
    }
}
