//! What is known about a cycle at one moment: all that the rules need, and nothing of where it is stored.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use ::entity::{
    enums::{
        Approach, ApprovalSubject, ArtefactKind, CycleKind, DecisionOutcome, DocumentKind, Interval, Phase,
        Role, TaskState,
    },
    ids::TaskId,
};

use super::{
    artefact::Tally,
    template::{Activity, Condition, INFORMATION_CHECK, OPERATION_CHECK, Outcome, Wanted},
};

/// A cycle with everything around it that the rules look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleFacts {
    /// Today's date in the time zone of the municipality.
    pub today: NaiveDate,
    /// Why the cycle was begun.
    pub kind: CycleKind,
    /// True where the e-service is for those outside, who read about it on its public page.
    pub for_public: bool,
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
    /// How often checks of the operation come again.
    pub intervals: CheckIntervals,
    /// True where the cycle is over: replaced by a later one, declined or retired.
    pub ended: bool,
    /// What management decided last.
    pub decision: Option<DecisionOutcome>,
    /// The roles that somebody holds for this e-service.
    pub roles: BTreeSet<Role>,
    /// The documents that are written.
    pub documents: BTreeSet<DocumentKind>,
    /// How many artefacts there are, by kind; none of a kind that is missing.
    pub artefacts: BTreeMap<ArtefactKind, Tally>,
    /// How many measures are stated.
    pub metrics: usize,
    /// How many measures are due and not taken.
    pub metrics_due: usize,
    /// How many needs the e-service answers.
    pub needs: usize,
    /// How many suggestions were made, and how many of them are not weighed yet.
    pub suggestions: Tally,
    /// How many follow-up reports were presented.
    pub reports: usize,
    /// How many revisions were begun.
    pub revisions: usize,
    /// The subjects whose approval is given and still valid.
    pub approvals: BTreeSet<ApprovalSubject>,
    /// The tasks of the cycle, those added by hand too.
    pub tasks: Vec<TaskFacts>,
}

/// How often checks of the operation come again, where the service manager has set that; else it is as the process says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckIntervals {
    /// That the e-service works.
    pub operation: Option<Interval>,
    /// That the information is right.
    pub information: Option<Interval>,
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
    /// A cycle that begins, with nothing around it yet.
    #[must_use]
    pub const fn beginning(kind: CycleKind, today: NaiveDate) -> Self {
        Self {
            today,
            kind,
            for_public: false,
            phase: Phase::Inventory,
            begun_on: today,
            phase_since: today,
            approach: None,
            deadline: None,
            target_group: None,
            test_group: None,
            launch_date: None,
            published_on: None,
            intervals: CheckIntervals {
                operation: None,
                information: None,
            },
            ended: false,
            decision: None,
            roles: BTreeSet::new(),
            documents: BTreeSet::new(),
            artefacts: BTreeMap::new(),
            metrics: 0,
            metrics_due: 0,
            needs: 0,
            suggestions: Tally { total: 0, open: 0 },
            reports: 0,
            revisions: 0,
            approvals: BTreeSet::new(),
            tasks: Vec::new(),
        }
    }

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

    /// How often an activity comes again; none where it does not.
    #[must_use]
    pub fn interval_of(&self, activity: &Activity) -> Option<Interval> {
        let own = match activity.key.as_str() {
            OPERATION_CHECK => self.intervals.operation,
            INFORMATION_CHECK => self.intervals.information,
            _ => None,
        };
        activity.recurs.map(|recurs| own.unwrap_or(recurs))
    }

    /// How many artefacts of a kind there are.
    #[must_use]
    pub fn tally(&self, kind: ArtefactKind) -> Tally {
        self.artefacts.get(&kind).copied().unwrap_or_default()
    }

    /// True where a task has left behind what its activity asks for. What recurs leaves something each time: those that were done
    /// before have used up theirs.
    #[must_use]
    pub fn is_left_behind(&self, outcome: Outcome, task: &TaskFacts) -> bool {
        let done_before = || {
            let before = self
                .tasks_of(task.activity.as_deref().unwrap_or_default())
                .filter(|other| other.state == TaskState::Done && other.occurrence < task.occurrence);
            before.count()
        };
        match outcome {
            Outcome::OperationCheck => self.tally(ArtefactKind::OperationCheck).total > done_before(),
            Outcome::InformationCheck => self.tally(ArtefactKind::InformationCheck).total > done_before(),
            Outcome::Promotion => self.tally(ArtefactKind::PromotionAction).total > done_before(),
            Outcome::Report => self.reports > done_before(),
            Outcome::FollowUpDecision => self.tally(ArtefactKind::FollowUpDecision).total > done_before(),
            outcome => self.shows(outcome),
        }
    }

    /// True where all of these artefacts are there.
    #[must_use]
    pub fn has(&self, wanted: &[Wanted]) -> bool {
        wanted.iter().all(|wanted| match *wanted {
            Wanted::Any(kind) => self.tally(kind).total > 0,
            Wanted::AtLeast(count, kind) => self.tally(kind).total >= count,
            Wanted::Finished(kind) => self.tally(kind).is_finished(),
            Wanted::NoneOpen(kind) => self.tally(kind).open == 0,
        })
    }

    /// True where what an activity leaves behind is there.
    #[must_use]
    pub fn shows(&self, outcome: Outcome) -> bool {
        if !self.has(outcome.artefacts()) {
            return false;
        }
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
            Outcome::TestGroupFindings => self.test_group_was_heard(),
            Outcome::EServiceApproval => approved(ApprovalSubject::EService) && self.launch_date.is_some(),
            Outcome::Publication => self.is_published(),
            Outcome::Needs => self.needs > 0,
            Outcome::SuggestionsWeighed => self.suggestions.open == 0,
            Outcome::Measured => self.metrics_due == 0,
            Outcome::Report => self.reports > 0,
            Outcome::Revision => self.revisions > 0,
            // What is used inside only is shown to nobody outside.
            Outcome::Texts => !self.for_public || self.tally(ArtefactKind::PublicPage).total > 0,
            // These are artefacts and nothing else.
            Outcome::ProcessMap
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
            | Outcome::FollowUpDecision => true,
        }
    }

    /// True where what the test group found is written down, in one text or finding by finding.
    #[must_use]
    pub fn test_group_was_heard(&self) -> bool {
        self.documents.contains(&DocumentKind::TestGroupFindings)
            || self.tally(ArtefactKind::TestGroupFinding).total > 0
    }

    /// The tasks of an activity, in no particular order.
    pub fn tasks_of<'a>(&'a self, activity: &'a str) -> impl Iterator<Item = &'a TaskFacts> {
        self.tasks
            .iter()
            .filter(move |task| task.activity.as_deref() == Some(activity))
    }
}
