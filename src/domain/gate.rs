//! Gates between the phases: facts in, every condition out, with what is still open.

use ::entity::{
    enums::{
        ApprovalSubject, ArtefactKind, CycleKind, DecisionOutcome, DocumentKind, Phase, Role, TaskState,
    },
    ids::TaskId,
};

use super::{
    facts::{CycleFacts, TaskFacts},
    launch::{LaunchArea, Readiness, readiness},
    revision::is_begun_without,
    template::{ConditionKind, HANDOVER, Outcome, PROJECT_CLOSING, Template, Text},
};

#[cfg(test)]
mod tests;

/// A condition of a gate and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionStatus {
    /// What is looked at.
    pub kind: ConditionKind,
    /// The condition in words.
    pub text: Text,
    /// True where it holds.
    pub satisfied: bool,
    /// The tasks that keep it from holding, in their order; empty where it is about something else.
    pub open_tasks: Vec<TaskId>,
}

/// Every condition of the gate that leads out of the present phase, satisfied or not. None after the last phase.
#[must_use]
pub fn conditions(template: &Template, facts: &CycleFacts) -> Vec<ConditionStatus> {
    let Some(gate) = template.gate_from(facts.phase) else {
        return Vec::new();
    };
    gate.conditions
        .iter()
        .map(|condition| {
            let open_tasks = open_tasks(template, facts, condition.kind);
            ConditionStatus {
                kind: condition.kind,
                text: condition.text.clone(),
                satisfied: open_tasks.is_empty()
                    && (holds(facts, condition.kind) || is_left_out(template, facts, condition.kind)),
                open_tasks,
            }
        })
        .collect()
}

/// What a condition says about the facts beside the tasks.
fn holds(facts: &CycleFacts, kind: ConditionKind) -> bool {
    let held = |role| facts.roles.contains(&role);
    let approved = |subject| facts.approvals.contains(&subject);
    let written = |document| facts.documents.contains(&document);
    match kind {
        // These look at tasks only.
        ConditionKind::TasksDone => true,
        ConditionKind::HandoverDone => is_handed_over(facts),
        // A revision may leave the project out altogether.
        ConditionKind::ProjectClosed => true,
        ConditionKind::OwnerAppointed => held(Role::Owner),
        ConditionKind::PreStudyWritten => written(DocumentKind::PreStudy),
        ConditionKind::RequirementsInvestigated => facts.tally(ArtefactKind::Requirement).open == 0,
        ConditionKind::DecidedGo => facts.decision == Some(DecisionOutcome::Go),
        ConditionKind::ApproachDecided => facts.approach.is_some(),
        ConditionKind::DeadlineDecided => facts.deadline.is_some(),
        ConditionKind::FlagsDecided => facts.shows(Outcome::Flags),
        ConditionKind::ServiceManagerAppointed => held(Role::ServiceManager),
        ConditionKind::ProjectLeadAppointed => held(Role::ProjectLead),
        ConditionKind::TargetGroupAsked => {
            facts.target_group != Some(true) || written(DocumentKind::TargetGroupRequirements)
        }
        ConditionKind::DesignApproved => approved(ApprovalSubject::Design),
        ConditionKind::SpecificationApproved => approved(ApprovalSubject::Specification),
        ConditionKind::MetricsApproved => approved(ApprovalSubject::Metrics),
        ConditionKind::TestApproved => approved(ApprovalSubject::Test),
        ConditionKind::EditorialApproved => approved(ApprovalSubject::Editorial),
        ConditionKind::TestGroupFindingsWritten => {
            facts.test_group != Some(true) || facts.test_group_was_heard()
        }
        ConditionKind::EServiceApproved => approved(ApprovalSubject::EService),
        ConditionKind::LaunchDateSet => facts.launch_date.is_some(),
        ConditionKind::LaunchDateReached => facts.launch_date.is_some_and(|date| date <= facts.today),
        ConditionKind::Published => facts.is_published(),
        ConditionKind::PermissionsTickedOff
        | ConditionKind::TextsFinished
        | ConditionKind::TrainingHeld
        | ConditionKind::MarketingPlanned
        | ConditionKind::PublicationOrdered
        | ConditionKind::AccessibilityStated => {
            LaunchArea::of(kind).is_none_or(|area| readiness(facts, area) != Readiness::ToDo)
        }
    }
}

/// True where the turn was begun without what the condition asks for: a revision has the parts of the process that fit it.
fn is_left_out(template: &Template, facts: &CycleFacts, kind: ConditionKind) -> bool {
    let asked_for = match kind {
        ConditionKind::PreStudyWritten => Outcome::PreStudy,
        ConditionKind::DecidedGo => Outcome::Decision,
        ConditionKind::ApproachDecided | ConditionKind::DeadlineDecided => Outcome::Approach,
        ConditionKind::FlagsDecided => Outcome::Flags,
        _ => return false,
    };
    is_begun_without(template, facts, asked_for)
}

/// Handing over is not left out: it was done, or this turn was begun without it.
fn is_handed_over(facts: &CycleFacts) -> bool {
    facts
        .tasks_of(HANDOVER)
        .any(|task| matches!(task.state, TaskState::Done | TaskState::NotApplicable))
}

/// The tasks that keep a condition from holding.
fn open_tasks(template: &Template, facts: &CycleFacts, kind: ConditionKind) -> Vec<TaskId> {
    let concerns = |task: &TaskFacts| match kind {
        ConditionKind::TasksDone => task.phase == facts.phase && counts(template, task),
        ConditionKind::HandoverDone => task.activity.as_deref() == Some(HANDOVER),
        ConditionKind::ProjectClosed => task.activity.as_deref() == Some(PROJECT_CLOSING),
        _ => false,
    };
    let mut open: Vec<&TaskFacts> = facts
        .tasks
        .iter()
        .filter(|task| concerns(task) && !task.is_closed())
        .collect();
    open.sort_by_key(|task| (task.position, task.occurrence, task.id));
    open.into_iter().map(|task| task.id).collect()
}

/// True for tasks that must be closed before their phase is left: not those that recur for ever, and not publishing, which
/// is itself the step out of its phase.
fn counts(template: &Template, task: &TaskFacts) -> bool {
    task.activity
        .as_deref()
        .and_then(|key| template.activity(key))
        .is_none_or(|activity| activity.recurs.is_none() && activity.leaves != Some(Outcome::Publication))
}

/// The phase in which a cycle goes on: the next one, or in a revision the next that has a part in it.
#[must_use]
pub fn onward(facts: &CycleFacts) -> Option<Phase> {
    let mut next = next_phase(facts.phase)?;
    let has_part = |phase| {
        let mut tasks = facts.tasks.iter();
        tasks.any(|task| task.phase == phase && task.state != TaskState::NotApplicable)
    };
    while facts.kind == CycleKind::Revision && next < Phase::Launch && !has_part(next) {
        next = next_phase(next)?;
    }
    Some(next)
}

/// The phase that follows; none after the last.
#[must_use]
pub fn next_phase(phase: Phase) -> Option<Phase> {
    Phase::ALL.iter().copied().find(|next| *next > phase)
}
