//! Findings of the test group: what is checked of them.

use crate::{
    domain::review::TestGroupFinding,
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for TestGroupFinding {
    fn checked(self, check: &mut Check) -> Self {
        let finding = Self {
            participants: check.text("participants", &self.participants, NAME),
            worked: check.optional_text("worked", &self.worked, TEXT),
            hard: check.optional_text("hard", &self.hard, TEXT),
            change: check.optional_text("change", &self.change, TEXT),
        };
        check.that(
            finding.says_something(),
            ProblemCode::Missing,
            "worked",
            "Skriv vad som fungerade, vad som var svårt eller vad som bör ändras.",
            "Write what worked, what was hard or what should be changed.",
        );
        finding
    }
}
