//! Activities: what is done, by whom, when, and what it leaves behind.

use serde::{Deserialize, Serialize};

use ::entity::enums::{Interval, Phase, Role};

use super::Text;

/// Something that is done in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Stable key; begins with its phase, for example `build.test`.
    pub key: String,
    /// The phase in which it is done.
    pub phase: Phase,
    /// Name of the task.
    pub title: Text,
    /// What is to be done; Markdown.
    pub description: Text,
    /// Advice; Markdown.
    pub tips: Vec<Text>,
    /// The roles that are responsible; the first one owns the task.
    pub responsible: Vec<Role>,
    /// The roles that take part.
    pub consulted: Vec<Role>,
    /// The decision that switches it on and off; none where it is always done.
    pub condition: Option<Condition>,
    /// Keys of the activities that it waits for.
    pub after: Vec<String>,
    /// What must be there before it can be called done.
    pub leaves: Option<Outcome>,
    /// True where it can be left out with a reason.
    pub skippable: bool,
    /// When it should be done; the first time, where it recurs.
    pub due: Option<DueRule>,
    /// How often it is done again while the e-service is in operation.
    pub recurs: Option<Interval>,
}

/// A decision that switches activities on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The development is carried out as a project.
    Project,
    /// A test group tests before launch.
    TestGroup,
    /// Requirements are gathered from the target group.
    TargetGroup,
}

/// What an activity leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The pre-study is written.
    PreStudy,
    /// Management decided go or no-go; what is put off is still to be decided.
    Decision,
    /// Approach and deadline are decided.
    Approach,
    /// It is decided whether the target group and a test group take part.
    Flags,
    /// Somebody is service manager.
    ServiceManager,
    /// The requirements of the target group are written.
    TargetGroupRequirements,
    /// The design proposal is written.
    DesignProposal,
    /// The specification is written.
    Specification,
    /// At least one measure is stated.
    Metrics,
    /// Design, specification and measures are approved.
    PreparationApprovals,
    /// What was built is noted.
    BuildNote,
    /// The tester approved.
    TesterApproval,
    /// The editor approved.
    EditorApproval,
    /// The findings of the test group are written.
    TestGroupFindings,
    /// The owner approved the e-service with its launch date.
    EServiceApproval,
    /// The e-service is published.
    Publication,
}

impl Outcome {
    /// True where another use case brings it about (a decision, an appointment, an approval, publication): the task is then
    /// closed by that and by nothing else.
    #[must_use]
    pub fn comes_by_itself(self) -> bool {
        match self {
            Self::Decision | Self::Approach | Self::Flags | Self::ServiceManager | Self::Publication => true,
            Self::PreStudy
            | Self::TargetGroupRequirements
            | Self::DesignProposal
            | Self::Specification
            | Self::Metrics
            | Self::BuildNote
            | Self::TestGroupFindings => false,
            _ => self.is_approval(),
        }
    }

    /// True where it is an approval, which a later change makes void.
    #[must_use]
    pub fn is_approval(self) -> bool {
        matches!(
            self,
            Self::PreparationApprovals | Self::TesterApproval | Self::EditorApproval | Self::EServiceApproval
        )
    }
}

/// The date that a due date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day on which the cycle began.
    CycleBegun,
    /// The day on which the phase of the activity began; publication for management and follow-up.
    PhaseBegun,
    /// The deadline that management decided.
    Deadline,
    /// The launch date.
    Launch,
    /// The day of publication.
    Published,
}

/// When an activity should be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// Counted from when.
    pub anchor: Anchor,
    /// Working days after the anchor; negative means before it.
    pub working_days: i32,
}
