//! What the test group found (`build.test_group`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// What somebody of the test group found. Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestGroupFinding {
    /// Who tried the e-service: what kind of person, or how many; no personal data is needed.
    pub participants: String,
    /// What worked.
    pub worked: String,
    /// What was hard.
    pub hard: String,
    /// What should be changed.
    pub change: String,
}

impl TestGroupFinding {
    /// True where anything was found.
    #[must_use]
    pub fn says_something(&self) -> bool {
        [&self.worked, &self.hard, &self.change]
            .iter()
            .any(|text| !text.trim().is_empty())
    }
}

impl Artefact for TestGroupFinding {
    const KIND: ArtefactKind = ArtefactKind::TestGroupFinding;
}
