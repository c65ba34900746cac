//! What is known about a cycle at one moment: all that the rules need, and nothing of where it is stored.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use ::entity::{
    enums::{Approach, ApprovalSubject, CycleKind, DecisionOutcome, DocumentKind, Phase, Role, TaskState},
    ids::TaskId,
};

use super::template::{Condition, Outcome};

/// A cycle with everything around it that the rules look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleFacts {
    /// Today's date in the time zone of the municipality.
    pub today: NaiveDate,
    /// Why the cycle was begun.
    pub kind: CycleKind,
    /// Where it is.
    pub phase: Phase,
    /// When it began.
    pub begun_on: NaiveDate,
    /// When its present phase began.
    pub phase_since: NaiveDate,
    /// Project or ongoing development, once decided.
    pub approach: Option<Approach>,
    /// When the development is to be finished, once decided.
    pub deadline: Option<NaiveDate>,
    /// Whether requirements are gathered from the target group, once decided.
    pub target_group: Option<bool>,
    /// Whether a test group tests before launch, once decided.
    pub test_group: Option<bool>,
    /// When the e-service is to be published, once decided.
    pub launch_date: Option<NaiveDate>,
    /// When it was published.
    pub published_on: Option<NaiveDate>,
    /// True where the cycle is over: replaced by a later one, declined or retired.
    pub ended: bool,
    /// What management decided last.
    pub decision: Option<DecisionOutcome>,
    /// The roles that somebody holds for this e-service.
    pub roles: BTreeSet<Role>,
    /// The documents that are written.
    pub documents: BTreeSet<DocumentKind>,
    /// How many measures are stated.
    pub metrics: usize,
    /// The subjects whose approval is given and still valid.
    pub approvals: BTreeSet<ApprovalSubject>,
    /// The tasks of the cycle, those added by hand too.
    pub tasks: Vec<TaskFacts>,
}

/// A task as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFacts {
    /// Key.
    pub id: TaskId,
    /// Key of its activity in the template; none where it was added by hand.
    pub activity: Option<String>,
    /// The phase in which it can be done.
    pub phase: Phase,
    /// Who is responsible.
    pub role: Role,
    /// Where it stands.
    pub state: TaskState,
    /// When it should be done.
    pub due_on: Option<NaiveDate>,
    /// True where somebody set the date; the rules then leave it alone.
    pub due_by_hand: bool,
    /// 1 for the first; a recurring activity gets a new task each time.
    pub occurrence: i32,
    /// Its place in the cycle.
    pub position: i32,
}

impl TaskFacts {
    /// True where nothing is left to do: done, skipped or switched off.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        is_closed(self.state)
    }
}

/// True for the states in which nothing is left to do.
#[must_use]
pub fn is_closed(state: TaskState) -> bool {
    matches!(
        state,
        TaskState::Done | TaskState::Skipped | TaskState::NotApplicable
    )
}

impl CycleFacts {
    /// True once the e-service was published in this cycle.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published_on.is_some()
    }

    /// True where tasks of the phase can be worked on. Management and follow-up run side by side from publication on.
    #[must_use]
    pub fn has_begun(&self, phase: Phase) -> bool {
        phase <= self.phase || self.is_published()
    }

    /// Whether a condition is decided on (`Some(true)`), off (`Some(false)`), or not decided yet.
    #[must_use]
    pub fn meets(&self, condition: Condition) -> Option<bool> {
        match condition {
            Condition::Project => self.approach.map(|approach| approach == Approach::Project),
            Condition::TestGroup => self.test_group,
            Condition::TargetGroup => self.target_group,
        }
    }

    /// True where what an activity leaves behind is there.
    #[must_use]
    pub fn shows(&self, outcome: Outcome) -> bool {
        let approved = |subject| self.approvals.contains(&subject);
        let written = |kind| self.documents.contains(&kind);
        match outcome {
            Outcome::PreStudy => written(DocumentKind::PreStudy),
            Outcome::Decision => matches!(self.decision, Some(DecisionOutcome::Go | DecisionOutcome::NoGo)),
            Outcome::Approach => self.approach.is_some() && self.deadline.is_some(),
            Outcome::Flags => self.target_group.is_some() && self.test_group.is_some(),
            Outcome::ServiceManager => self.roles.contains(&Role::ServiceManager),
            Outcome::TargetGroupRequirements => written(DocumentKind::TargetGroupRequirements),
            Outcome::DesignProposal => written(DocumentKind::DesignProposal),
            Outcome::Specification => written(DocumentKind::Specification),
            Outcome::Metrics => self.metrics > 0,
            Outcome::PreparationApprovals => {
                approved(ApprovalSubject::Design)
                    && approved(ApprovalSubject::Specification)
                    && approved(ApprovalSubject::Metrics)
            }
            Outcome::BuildNote => written(DocumentKind::BuildNote),
            Outcome::TesterApproval => approved(ApprovalSubject::Test),
            Outcome::EditorApproval => approved(ApprovalSubject::Editorial),
            Outcome::TestGroupFindings => written(DocumentKind::TestGroupFindings),
            Outcome::EServiceApproval => approved(ApprovalSubject::EService) && self.launch_date.is_some(),
            Outcome::Publication => self.is_published(),
        }
    }

    /// The tasks of an activity, in no particular order.
    pub fn tasks_of<'a>(&'a self, activity: &'a str) -> impl Iterator<Item = &'a TaskFacts> {
        self.tasks
            .iter()
            .filter(move |task| task.activity.as_deref() == Some(activity))
    }
}
