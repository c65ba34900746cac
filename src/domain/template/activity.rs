//! Activities: what is done, by whom, when, and what it leaves behind.

use serde::{Deserialize, Serialize};

use ::entity::enums::{Interval, Phase, Role};

use super::{Outcome, Text};

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
