//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::domain::review::{self, RemarkState};

/// Input of `saveEditorRemark`.
#[derive(InputObject)]
pub struct SaveEditorRemarkInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The remark that is changed; left out for a new one.
    pub editor_remark_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is to be changed, Markdown. With another text, the remark is OPEN again.
    pub text: String,
    /// Where: a step, a page, a message.
    #[graphql(default)]
    pub place: String,
}

impl From<SaveEditorRemarkInput> for review::EditorRemark {
    fn from(input: SaveEditorRemarkInput) -> Self {
        Self {
            text: input.text,
            place: input.place,
            state: RemarkState::Open,
            answer: None,
        }
    }
}

/// Input of `setRemarkState`.
#[derive(InputObject)]
pub struct SetRemarkStateInput {
    /// The remark.
    pub editor_remark_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Where it stands now: MENDED takes a developer; ACCEPTED and OPEN an editor.
    pub state: RemarkState,
    /// What was done about it, or why it is accepted as it is; what was answered before stays where it is left out.
    pub answer: Option<String>,
}

/// Input of `saveTestGroupFinding`.
#[derive(InputObject)]
pub struct SaveTestGroupFindingInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The finding that is changed; left out for a new one.
    pub test_group_finding_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// Who tried the e-service: what kind of person, or how many; no personal data is needed.
    pub participants: String,
    /// What worked, Markdown.
    #[graphql(default)]
    pub worked: String,
    /// What was hard, Markdown.
    #[graphql(default)]
    pub hard: String,
    /// What should be changed, Markdown.
    #[graphql(default)]
    pub change: String,
}

impl From<SaveTestGroupFindingInput> for review::TestGroupFinding {
    fn from(input: SaveTestGroupFindingInput) -> Self {
        Self {
            participants: input.participants,
            worked: input.worked,
            hard: input.hard,
            change: input.change,
        }
    }
}
