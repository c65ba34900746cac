//! What the editor wants changed (`build.editor_review`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, permission::Permission};

/// Something that the editor wants changed before the e-service is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorRemark {
    /// What, Markdown.
    pub text: String,
    /// Where: a step, a page, a message.
    pub place: String,
    /// Where it stands.
    pub state: RemarkState,
    /// What was done about it, or why it is accepted as it is.
    pub answer: Option<String>,
}

/// Where a remark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum RemarkState {
    /// Something is to be done about it.
    Open,
    /// The developer says that it is mended.
    Mended,
    /// The editor is content.
    Accepted,
}

impl RemarkState {
    /// What putting a remark into this state takes: developers mend, the editor accepts and opens again.
    #[must_use]
    pub const fn takes(self) -> Permission {
        match self {
            Self::Mended => Permission::WriteBuildNote,
            Self::Open | Self::Accepted => Permission::ApproveEditorial,
        }
    }
}

impl EditorRemark {
    /// The same, put anew: where it stands is kept for as long as it says the same, and it is open again where it does not.
    #[must_use]
    pub fn put_anew(self, before: &Self) -> Self {
        if self.text == before.text {
            Self {
                state: before.state,
                answer: before.answer.clone(),
                ..self
            }
        } else {
            self
        }
    }
}

impl Artefact for EditorRemark {
    const KIND: ArtefactKind = ArtefactKind::EditorRemark;

    fn is_open(&self) -> bool {
        self.state == RemarkState::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_that_says_something_else_is_open_again() {
        let remark = |text: &str, place: &str, state| EditorRemark {
            text: text.into(),
            place: place.into(),
            state,
            answer: None,
        };
        let before = remark("Skriv ”du”.", "Steg 1", RemarkState::Accepted);
        let moved = remark("Skriv ”du”.", "Steg 2", RemarkState::Open).put_anew(&before);
        assert_eq!(moved.state, RemarkState::Accepted);
        assert!(!moved.is_open());
        let other = remark("Skriv kortare.", "Steg 1", RemarkState::Open).put_anew(&before);
        assert!(other.is_open());
    }
}
