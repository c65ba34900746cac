//! How a revision begins: in which phase, and with what decided already.

use std::collections::BTreeSet;

use ::entity::enums::{Approach, CycleKind, Phase, TaskState};

use super::Part;
use crate::domain::{
    facts::CycleFacts,
    template::{Condition, Outcome, Template},
};

/// How a revision begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The phase of its first part.
    pub phase: Phase,
    /// True where management decides approach, deadline and groups in it; else they follow from the parts.
    pub is_decided_later: bool,
    /// As a project where a part of a project was chosen.
    pub approach: Option<Approach>,
    /// Whether the target group is asked.
    pub target_group: Option<bool>,
    /// Whether a test group tests.
    pub test_group: Option<bool>,
    /// Keys of the activities that are left out.
    pub left_out: BTreeSet<String>,
}

/// How a revision with these parts begins.
#[must_use]
pub fn beginning(template: &Template, parts: &[Part]) -> Beginning {
    let keys: BTreeSet<&str> = parts.iter().map(|part| part.activity.as_str()).collect();
    let included = || {
        let all = template.activities.iter();
        all.filter(|activity| keys.contains(activity.key.as_str()))
    };
    let is_decided_later = included().any(|activity| activity.leaves == Some(Outcome::Decision));
    let chosen = |condition| included().any(|activity| activity.condition == Some(condition));
    let given = |value| (!is_decided_later).then_some(value);
    let approach = if chosen(Condition::Project) {
        Approach::Project
    } else {
        Approach::Ongoing
    };
    Beginning {
        phase: included()
            .map(|activity| activity.phase)
            .min()
            .map_or(Phase::Launch, |phase| phase.min(Phase::Launch)),
        is_decided_later,
        approach: (!is_decided_later).then_some(approach),
        target_group: given(chosen(Condition::TargetGroup)),
        test_group: given(chosen(Condition::TestGroup)),
        left_out: template
            .activities
            .iter()
            // What a decision switches on and off follows that decision.
            .filter(|activity| activity.condition.is_none() && !keys.contains(activity.key.as_str()))
            .map(|activity| activity.key.clone())
            .collect(),
    }
}

/// True where a revision was begun without the activity that leaves something behind.
#[must_use]
pub fn is_begun_without(template: &Template, facts: &CycleFacts, outcome: Outcome) -> bool {
    let leaving = template
        .activities
        .iter()
        .filter(|activity| activity.leaves == Some(outcome));
    let mut tasks = leaving.flat_map(|activity| facts.tasks_of(&activity.key));
    facts.kind == CycleKind::Revision && tasks.all(|task| task.state == TaskState::NotApplicable)
}
