//! Checks that the e-service works (`management.operation`, recurring).

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// That somebody looked whether the e-service works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationCheck {
    /// On which day.
    pub checked_on: NaiveDate,
    /// What it showed.
    pub result: OperationResult,
    /// What was looked at, Markdown.
    pub examined: String,
    /// What was seen, Markdown; may be empty.
    pub note: String,
}

/// What a check of the operation showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum OperationResult {
    /// It works.
    Works,
    /// It works, with problems.
    WorksWithProblems,
    /// It does not work.
    DoesNotWork,
}

impl Artefact for OperationCheck {
    const KIND: ArtefactKind = ArtefactKind::OperationCheck;
}
