//! The report that closes a project: what is checked of it.

use ::entity::enums::Approach;

use crate::{
    domain::{facts::CycleFacts, operation::ClosingReport},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for ClosingReport {
    fn checked(self, check: &mut Check) -> Self {
        let not_negative = ("Får inte vara negativt.", "May not be negative.");
        check.that(
            self.cost_minor >= 0,
            ProblemCode::Invalid,
            "costMinor",
            not_negative.0,
            not_negative.1,
        );
        check.that(
            self.hours >= 0,
            ProblemCode::Invalid,
            "hours",
            not_negative.0,
            not_negative.1,
        );
        Self {
            done: check.text("done", &self.done, TEXT),
            deviations: check.optional_text("deviations", &self.deviations, TEXT),
            learnt: check.text("learnt", &self.learnt, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            facts.approach == Some(Approach::Project),
            ProblemCode::WrongState,
            "cycleId",
            "E-tjänsten utvecklades inte som projekt.",
            "The e-service was not developed as a project.",
        );
    }
}
