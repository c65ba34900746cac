//! What is tested, step by step (`build.test`).

use ::entity::{enums::ArtefactKind, ids::ArtefactId};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A scenario: what the tester does, and what should come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestScenario {
    /// What it tries.
    pub title: String,
    /// What the tester does, one thing after the other.
    pub steps: Vec<String>,
    /// What should come of it.
    pub expected: String,
    /// Where it comes from.
    pub origin: ScenarioOrigin,
}

/// Where a scenario comes from. Of each origin but the first there is one scenario at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScenarioOrigin {
    /// A tester thought of it.
    Written,
    /// What is tested of every e-service.
    Standard {
        /// Which test.
        test: StandardTest,
    },
    /// A step of the design proposal.
    Step {
        /// The step.
        step: ArtefactId,
        /// What of it is tried.
        aspect: StepAspect,
        /// Key of the question that it is about, where it is about one.
        question: Option<String>,
    },
}

/// What is tested of every e-service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardTest {
    /// Every way of logging in.
    LogInTypes,
    /// Different personal identity numbers.
    PersonalNumbers,
    /// Different e-IDs.
    EIds,
    /// Wrong input.
    WrongInput,
    /// Skipped input.
    SkippedInput,
    /// Input that is changed afterwards.
    ChangedInput,
    /// Every error message.
    ErrorMessages,
    /// What users do that nobody expects.
    Behaviours,
}

impl StandardTest {
    /// The standard set.
    pub const ALL: &'static [Self] = &[
        Self::LogInTypes,
        Self::PersonalNumbers,
        Self::EIds,
        Self::WrongInput,
        Self::SkippedInput,
        Self::ChangedInput,
        Self::ErrorMessages,
        Self::Behaviours,
    ];
}

/// What of a step is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepAspect {
    /// It is filled in as it should be.
    Completed,
    /// Answers are of the wrong form.
    Wrong,
    /// Mandatory questions are skipped.
    Skipped,
    /// Answers are changed afterwards.
    Changed,
    /// A question is asked after some answers and not after others.
    Branch,
}

impl Artefact for TestScenario {
    const KIND: ArtefactKind = ArtefactKind::TestScenario;
}
