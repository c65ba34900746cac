//! That a scenario was tested, and how it went.

use ::entity::{enums::ArtefactKind, ids::ArtefactId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, attachment::Attached};

/// A scenario that was gone through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRun {
    /// Which scenario.
    pub scenario: ArtefactId,
    /// How it went.
    pub result: TestResult,
    /// What was seen, Markdown.
    pub seen: String,
    /// In which environment: browser, device, version, way of logging in.
    pub environment: String,
    /// When.
    pub tested_on: NaiveDate,
    /// What shows it: pictures of the screen, logs.
    #[serde(default, skip_serializing_if = "Attached::is_empty")]
    pub attachments: Attached,
}

/// How a run went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TestResult {
    /// As expected.
    Passed,
    /// Otherwise than expected.
    Failed,
    /// It could not be gone through.
    Blocked,
}

impl TestRun {
    /// True where it says what was seen, which only a run that passed can leave out.
    #[must_use]
    pub fn says_what_was_seen(&self) -> bool {
        self.result == TestResult::Passed || !self.seen.trim().is_empty()
    }
}

impl Artefact for TestRun {
    const KIND: ArtefactKind = ArtefactKind::TestRun;
}
