//! What the tests of the heart begin with.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::LazyLock;

use chrono::NaiveDate;

use ::entity::{
    enums::{
        Approach, ApprovalSubject, ArtefactKind, CycleKind, DecisionOutcome, DocumentKind, Phase, Role,
        TaskState,
    },
    ids::TaskId,
};

use super::{
    artefact::Tally,
    facts::{CycleFacts, TaskFacts},
    launch::LaunchArea,
    task::{self, NewTask, Settlement},
    template::{Outcome, Template, Wanted},
};

static TEMPLATE: LazyLock<Template> =
    LazyLock::new(|| Template::parse("process.toml", Template::built_in()).unwrap());

/// The template that comes with the product.
pub fn template() -> &'static Template {
    &TEMPLATE
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A cycle that begins on Monday 2 November 2026, with its tasks.
pub fn new_cycle() -> CycleFacts {
    let today = date("2026-11-02");
    let mut facts = CycleFacts::beginning(CycleKind::New, today);
    // The idea itself is the first need.
    facts.needs = 1;
    let new = task::instantiate(template(), &facts);
    facts.tasks = new.into_iter().map(made).collect();
    facts
}

/// A cycle in which all is done up to the beginning of a phase, as a project with a test group.
pub fn cycle_in(phase: Phase) -> CycleFacts {
    let mut facts = new_cycle();
    facts.roles.insert(Role::Owner);
    facts.documents.insert(DocumentKind::PreStudy);
    if phase > Phase::Decision {
        facts.decision = Some(DecisionOutcome::Go);
        facts.approach = Some(Approach::Project);
        facts.deadline = Some(date("2027-05-31"));
        facts.target_group = Some(false);
        facts.test_group = Some(true);
        facts.roles.extend([Role::ServiceManager, Role::ProjectLead]);
    }
    if phase > Phase::Preparation {
        facts
            .documents
            .extend([DocumentKind::DesignProposal, DocumentKind::Specification]);
        facts.metrics = 1;
        facts.approvals.extend([
            ApprovalSubject::Design,
            ApprovalSubject::Specification,
            ApprovalSubject::Metrics,
        ]);
    }
    if phase > Phase::Build {
        let tested = Tally { total: 1, open: 0 };
        facts.artefacts.insert(ArtefactKind::TestRun, tested);
        facts
            .documents
            .extend([DocumentKind::BuildNote, DocumentKind::TestGroupFindings]);
        facts.launch_date = Some(date("2027-06-14"));
        facts.approvals.extend(ApprovalSubject::ALL);
    }
    if phase > Phase::Launch {
        for area in LaunchArea::ALL {
            leave(&mut facts, &[Wanted::Finished(area.proof())]);
        }
        facts.today = date("2027-06-14");
        facts.published_on = Some(facts.today);
    }
    let before = template()
        .activities
        .iter()
        .filter(|activity| activity.phase < phase);
    for outcome in before.filter_map(|activity| activity.leaves) {
        leave(&mut facts, outcome.artefacts());
    }
    facts.phase = phase;
    facts.phase_since = facts.today;
    for task in &mut facts.tasks {
        if task.phase < phase {
            task.state = TaskState::Done;
        }
    }
    settle(&mut facts);
    facts
}

/// From now on, the artefacts that an outcome asks for are there, and nothing about them is left to do.
pub fn make(facts: &mut CycleFacts, outcome: Outcome) {
    for wanted in outcome.artefacts() {
        let (kind, least) = match *wanted {
            Wanted::Any(kind) | Wanted::Finished(kind) => (kind, 1),
            Wanted::AtLeast(least, kind) => (kind, least),
            Wanted::NoneOpen(kind) => (kind, 0),
        };
        let tally = facts.artefacts.entry(kind).or_default();
        (tally.total, tally.open) = (tally.total.max(least), 0);
    }
}

pub fn made(new: NewTask) -> TaskFacts {
    TaskFacts {
        id: TaskId::new(),
        activity: Some(new.activity),
        phase: new.phase,
        role: new.role,
        state: new.state,
        due_on: new.due_on,
        due_by_hand: false,
        occurrence: new.occurrence,
        position: new.position,
    }
}

/// Settles, and writes the answer into the facts as a service would.
pub fn settle(facts: &mut CycleFacts) -> Settlement {
    let settlement = task::settle(template(), facts);
    for change in &settlement.changes {
        let task = facts.tasks.iter_mut().find(|task| task.id == change.id).unwrap();
        (task.state, task.due_on) = (change.state, change.due_on);
    }
    facts.tasks.extend(settlement.new_tasks.iter().cloned().map(made));
    settlement
}

/// The newest task of an activity.
pub fn task<'a>(facts: &'a CycleFacts, activity: &'a str) -> &'a TaskFacts {
    facts
        .tasks_of(activity)
        .max_by_key(|task| task.occurrence)
        .unwrap()
}

pub fn state(facts: &CycleFacts, activity: &str) -> TaskState {
    task(facts, activity).state
}

pub fn set_state(facts: &mut CycleFacts, activity: &str, state: TaskState) {
    let id = task(facts, activity).id;
    facts.tasks.iter_mut().find(|task| task.id == id).unwrap().state = state;
}

/// Makes one more of each artefact that is wanted, with nothing left to do about any.
pub fn leave(facts: &mut CycleFacts, wanted: &[Wanted]) {
    for wanted in wanted {
        let (kind, least) = match *wanted {
            Wanted::Any(kind) | Wanted::Finished(kind) | Wanted::NoneOpen(kind) => (kind, 1),
            Wanted::AtLeast(least, kind) => (kind, least),
        };
        let tally = facts.artefacts.entry(kind).or_default();
        (tally.total, tally.open) = ((tally.total + 1).max(least), 0);
    }
}

/// Calls every task of the present phase done that is not, with what it leaves in artefacts, and settles.
pub fn do_all(facts: &mut CycleFacts) {
    let phase = facts.phase;
    if phase == Phase::Launch {
        for area in LaunchArea::ALL {
            leave(facts, &[Wanted::Finished(area.proof())]);
        }
    }
    for task in facts
        .tasks
        .iter_mut()
        .filter(|task| task.phase == phase && !task.is_closed())
    {
        task.state = TaskState::Done;
    }
    settle(facts);
}
