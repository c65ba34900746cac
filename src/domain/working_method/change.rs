//! What the operations stop, start and keep doing.

use ::entity::{enums::ArtefactKind, ids::UserId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// Something that the operations stop, start or keep doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingMethodChange {
    /// Stop, start or keep.
    pub kind: WorkingMethodKind,
    /// What.
    pub what: String,
    /// In more words, Markdown.
    pub description: String,
    /// Who sees to it.
    pub responsible: UserId,
    /// From when.
    pub starts_on: NaiveDate,
    /// Whether it is done as decided.
    pub state: UseState,
    /// What was seen when it was followed up, Markdown; may be empty.
    pub observation: String,
}

/// What is done with a way of working.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum WorkingMethodKind {
    /// It stops.
    Stop,
    /// It starts.
    Start,
    /// It is kept.
    Keep,
}

/// Whether what was decided is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum UseState {
    /// Decided, and not yet looked at.
    Planned,
    /// Done as decided: what is to stop has stopped, what is to start has started.
    InUse,
    /// Looked at, and not done as decided.
    NotUsed,
}

impl Artefact for WorkingMethodChange {
    const KIND: ArtefactKind = ArtefactKind::WorkingMethodChange;

    fn is_open(&self) -> bool {
        self.state != UseState::InUse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn a_change_is_open_until_it_is_in_use() {
        for (state, open) in [
            (UseState::Planned, true),
            (UseState::NotUsed, true),
            (UseState::InUse, false),
        ] {
            let change = WorkingMethodChange {
                kind: WorkingMethodKind::Stop,
                what: "Pappersblanketten delas ut".into(),
                description: String::new(),
                responsible: UserId::new(),
                starts_on: date("2027-02-01"),
                state,
                observation: String::new(),
            };
            assert_eq!(change.is_open(), open, "{state:?}");
        }
    }
}
