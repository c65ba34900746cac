//! Test scenarios: what is checked of them.

use crate::{
    domain::testing::TestScenario,
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

/// Most things that a tester does in a scenario.
const MOST: usize = 100;

impl Kept for TestScenario {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            (1..=MOST).contains(&self.steps.len()),
            ProblemCode::Invalid,
            "steps",
            "Ange 1 till 100 moment.",
            "Give 1 to 100 things to do.",
        );
        Self {
            title: check.text("title", &self.title, NAME * 2),
            steps: self
                .steps
                .iter()
                .take(MOST)
                .map(|step| check.text("steps", step, TEXT))
                .collect(),
            expected: check.text("expected", &self.expected, TEXT),
            ..self
        }
    }

    /// A scenario that was generated and then put into other words still is the one of its origin.
    fn following(self, before: &Self) -> Self {
        Self {
            origin: before.origin.clone(),
            ..self
        }
    }
}
