//! The process as data: phases, activities, gates and who approves what.
//!
//! A template is read from one TOML file. What is malformed is refused with its line, so that everything that reads a
//! [`Template`] can rely on it: every phase, gate and approval is there, and no activity waits for itself.

mod activity;
mod check;
mod condition;
mod difference;
mod outcome;
mod parse;
mod text;

#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod standard_tests;

use ::entity::enums::{ApprovalSubject, Phase, Role};

pub use activity::{Activity, Anchor, Condition, DueRule};
pub use condition::{ConditionKind, HANDOVER, INFORMATION_CHECK, OPERATION_CHECK, PROJECT_CLOSING};
pub use difference::{Change, Subject, differences};
pub use outcome::{Outcome, Wanted};
pub use text::Text;

/// The process that cycles follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The seven phases, in their order.
    pub phases: Vec<PhaseText>,
    /// What is done, in the order in which tasks are shown.
    pub activities: Vec<Activity>,
    /// What must hold to go from each phase to the next.
    pub gates: Vec<Gate>,
    /// Who approves what; one rule a subject.
    pub approvals: Vec<ApprovalRule>,
}

/// A phase in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseText {
    /// Which phase.
    pub phase: Phase,
    /// Its name.
    pub name: Text,
    /// What it is for; Markdown.
    pub description: Text,
}

/// What must hold to go from one phase to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The phase that is left.
    pub from: Phase,
    /// The phase that follows.
    pub to: Phase,
    /// All of them must hold.
    pub conditions: Vec<GateCondition>,
}

/// One thing that must hold at a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateCondition {
    /// What is looked at.
    pub kind: ConditionKind,
    /// The condition in words.
    pub text: Text,
}

/// Who approves a subject, and whether by four eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalRule {
    /// What is approved.
    pub subject: ApprovalSubject,
    /// The role that is asked.
    pub role: Role,
    /// True where neither the one who asked nor anybody who made it decides.
    pub four_eyes: bool,
    /// What is approved, in words.
    pub name: Text,
}

/// Why a template file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct TemplateError {
    /// Name of the file.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub reason: String,
}

impl Template {
    /// The template that comes with the product, as TOML.
    #[must_use]
    pub fn built_in() -> &'static str {
        include_str!("../../../assets/process.toml")
    }

    /// Reads a template.
    ///
    /// # Errors
    /// The first thing that is wrong with it, with its line.
    pub fn parse(file_name: &str, source: &str) -> Result<Self, TemplateError> {
        parse::parse(source).map_err(|(offset, reason)| TemplateError {
            file: file_name.to_owned(),
            line: source
                .as_bytes()
                .iter()
                .take(offset)
                .filter(|byte| **byte == b'\n')
                .count()
                + 1,
            reason,
        })
    }

    /// The activity of a key.
    #[must_use]
    pub fn activity(&self, key: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.key == key)
    }

    /// The gate that leads out of a phase; none after the last.
    #[must_use]
    pub fn gate_from(&self, phase: Phase) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.from == phase)
    }

    /// The rule for a subject; a parsed template has one for each.
    #[must_use]
    pub fn approval_rule(&self, subject: ApprovalSubject) -> Option<&ApprovalRule> {
        self.approvals.iter().find(|rule| rule.subject == subject)
    }

    /// The words for a phase; a parsed template has them for each.
    #[must_use]
    pub fn phase_text(&self, phase: Phase) -> Option<&PhaseText> {
        self.phases.iter().find(|text| text.phase == phase)
    }
}
