//! Test runs: what is checked of them.

use ::entity::enums::{ArtefactKind, Phase};

use crate::{
    domain::{attachment::Attached, facts::CycleFacts, testing::TestRun},
    service::{
        ProblemCode,
        artefact::{Kept, Reference},
        check::{Check, NAME, TEXT},
    },
};

impl Kept for TestRun {
    fn checked(self, check: &mut Check) -> Self {
        let run = Self {
            seen: check.optional_text("seen", &self.seen, TEXT),
            environment: check.optional_text("environment", &self.environment, NAME),
            ..self
        };
        check.that(
            run.says_what_was_seen(),
            ProblemCode::Missing,
            "seen",
            "Skriv vad som hände.",
            "Write what happened.",
        );
        run
    }

    fn attachments(&mut self) -> Option<&mut Attached> {
        Some(&mut self.attachments)
    }

    fn refers(&self) -> Vec<Reference> {
        vec![Reference::OfKind(
            "testScenarioId",
            ArtefactKind::TestScenario,
            self.scenario,
        )]
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            facts.phase >= Phase::Build,
            ProblemCode::WrongPhase,
            "testScenarioId",
            "E-tjänsten har inte börjat byggas.",
            "Building the e-service has not begun.",
        );
        check.that(
            self.tested_on <= facts.today,
            ProblemCode::Invalid,
            "testedOn",
            "Dagen har inte kommit.",
            "The day has not come.",
        );
    }
}
