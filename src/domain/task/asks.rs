//! What a change of one task asks of the things around its cycle, so that nothing else has to be read.

use std::collections::BTreeSet;

use ::entity::enums::TaskState;

use crate::domain::{
    facts::{CycleFacts, TaskFacts},
    template::{Outcome, Template},
};

/// A kind of thing around a cycle that rules ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surrounding {
    /// Approvals that are given.
    Approvals,
    /// Artefacts, by kind.
    Artefacts,
    /// Documents, by kind.
    Documents,
    /// The decision in force.
    Decision,
    /// The metrics of the e-service.
    Metrics,
    /// Revisions that were begun.
    Revisions,
    /// Follow-up reports that were presented.
    Reports,
    /// The needs that belong to the e-service.
    Needs,
    /// The suggestions for the e-service.
    Suggestions,
    /// Whom the e-service is for.
    Audience,
    /// The roles that somebody holds.
    Roles,
}

impl Surrounding {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Approvals,
        Self::Artefacts,
        Self::Documents,
        Self::Decision,
        Self::Metrics,
        Self::Revisions,
        Self::Reports,
        Self::Needs,
        Self::Suggestions,
        Self::Audience,
        Self::Roles,
    ];
}

/// What is asked when something is done to a task and its cycle is then settled. Of the facts, those of the cycle and of its tasks
/// must be there.
#[must_use]
pub fn asks(template: &Template, facts: &CycleFacts, task: &TaskFacts) -> BTreeSet<Surrounding> {
    let leaves = |task: &TaskFacts| {
        let activity = task.activity.as_deref().and_then(|key| template.activity(key));
        activity.and_then(|activity| activity.leaves)
    };
    // Settling closes what comes by itself and opens it again where that is gone; everything else is asked of who completes it.
    let settled = facts.tasks.iter().filter_map(|other| {
        let outcome = leaves(other).filter(|outcome| outcome.comes_by_itself())?;
        let can_be_withdrawn = outcome.is_approval() && !facts.is_published();
        let is_asked = match other.state {
            TaskState::Skipped => false,
            TaskState::Done => can_be_withdrawn,
            TaskState::Waiting | TaskState::Ready | TaskState::InProgress | TaskState::NotApplicable => true,
        };
        is_asked.then_some(outcome)
    });
    let mut asked: BTreeSet<_> = settled.chain(leaves(task)).flat_map(of).collect();
    // A decision not to develop holds up all that would follow it.
    asked.insert(Surrounding::Decision);
    asked
}

/// What tells whether an outcome is there, beside the cycle and its tasks.
fn of(outcome: Outcome) -> Vec<Surrounding> {
    let mut asked: Vec<_> = match outcome {
        Outcome::PreparationApprovals
        | Outcome::TesterApproval
        | Outcome::EditorApproval
        | Outcome::EServiceApproval => vec![Surrounding::Approvals],
        Outcome::PreStudy
        | Outcome::TargetGroupRequirements
        | Outcome::DesignProposal
        | Outcome::Specification
        | Outcome::BuildNote => vec![Surrounding::Documents],
        Outcome::TestGroupFindings => vec![Surrounding::Documents, Surrounding::Artefacts],
        Outcome::Decision => vec![Surrounding::Decision],
        Outcome::ServiceManager => vec![Surrounding::Roles],
        Outcome::Needs => vec![Surrounding::Needs],
        Outcome::SuggestionsWeighed => vec![Surrounding::Suggestions],
        Outcome::Metrics | Outcome::Measured => vec![Surrounding::Metrics],
        Outcome::Report => vec![Surrounding::Reports],
        Outcome::Revision => vec![Surrounding::Revisions],
        // What is for the public has a public page.
        Outcome::Texts => vec![Surrounding::Audience],
        // The cycle itself, or artefacts and nothing else.
        Outcome::Approach
        | Outcome::Flags
        | Outcome::Publication
        | Outcome::ProcessMap
        | Outcome::Benefits
        | Outcome::Cost
        | Outcome::Requirements
        | Outcome::WorkingMethod
        | Outcome::ProjectMembers
        | Outcome::DesignStatements
        | Outcome::PlatformPermissions
        | Outcome::Handling
        | Outcome::Training
        | Outcome::Guides
        | Outcome::Marketing
        | Outcome::PublicationOrder
        | Outcome::Handover
        | Outcome::ClosingReport
        | Outcome::OperationCheck
        | Outcome::InformationCheck
        | Outcome::WorkingMethodUsed
        | Outcome::Promotion
        | Outcome::FollowUpDecision => Vec::new(),
    };
    if !outcome.artefacts().is_empty() {
        asked.push(Surrounding::Artefacts);
    }
    asked
}
