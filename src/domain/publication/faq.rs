//! Questions and answers.

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use super::PublicText;
use crate::domain::artefact::Artefact;

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaqEntry {
    /// What is asked.
    pub question: PublicText,
    /// The answer, Markdown.
    pub answer: PublicText,
    /// Its place among the others: smaller ones first, and of equal ones the earlier made.
    pub position: i32,
}

impl Artefact for FaqEntry {
    const KIND: ArtefactKind = ArtefactKind::FaqEntry;
}
