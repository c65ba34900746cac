//! Settling: what waits for what, what decisions switch, what closes by itself, when things are due and come again.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::{
    enums::{Approach, ApprovalSubject, Phase, Role, TaskState},
    ids::TaskId,
};

use super::Settlement;
use crate::domain::{
    facts::TaskFacts,
    given::{cycle_in, date, new_cycle, set_state, settle, state, task},
};

#[test]
fn a_cycle_begins_with_a_task_for_every_activity_and_only_the_first_is_ready() {
    let facts = new_cycle();
    assert_eq!(facts.tasks.len(), 42);
    let ready: Vec<_> = facts
        .tasks
        .iter()
        .filter(|task| task.state == TaskState::Ready)
        .collect();
    assert_eq!(
        ready
            .iter()
            .map(|task| task.activity.as_deref().unwrap())
            .collect::<Vec<_>>(),
        ["inventory.needs"]
    );
    let publish = task(&facts, "launch.publish");
    assert_eq!(
        (publish.state, publish.role, publish.position),
        (TaskState::Waiting, Role::Editor, 29)
    );
}

#[test]
fn what_was_just_instantiated_is_settled() {
    assert_eq!(settle(&mut new_cycle()), Settlement::default());
}

#[test]
fn a_task_is_ready_when_all_that_it_waits_for_is_done_or_left_out() {
    let mut facts = new_cycle();
    set_state(&mut facts, "inventory.needs", TaskState::Done);
    settle(&mut facts);
    assert_eq!(state(&facts, "inventory.cost"), TaskState::Ready);
    for key in [
        "inventory.process_map",
        "inventory.benefits",
        "inventory.requirements",
    ] {
        set_state(&mut facts, key, TaskState::Done);
    }
    settle(&mut facts);
    assert_eq!(state(&facts, "inventory.pre_study"), TaskState::Waiting);
    set_state(&mut facts, "inventory.cost", TaskState::Skipped);
    settle(&mut facts);
    assert_eq!(state(&facts, "inventory.pre_study"), TaskState::Ready);
}

#[test]
fn a_later_phase_waits_until_it_begins() {
    let mut facts = cycle_in(Phase::Inventory);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Waiting);
    facts.phase = Phase::Decision;
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Ready);
}

#[test]
fn reopening_lets_wait_what_nobody_works_on() {
    let mut facts = new_cycle();
    set_state(&mut facts, "inventory.needs", TaskState::Done);
    settle(&mut facts);
    set_state(&mut facts, "inventory.cost", TaskState::InProgress);
    set_state(&mut facts, "inventory.needs", TaskState::Ready);
    settle(&mut facts);
    assert_eq!(state(&facts, "inventory.benefits"), TaskState::Waiting);
    assert_eq!(state(&facts, "inventory.cost"), TaskState::InProgress);
}

#[test]
fn a_task_added_by_hand_opens_with_its_phase() {
    let mut facts = cycle_in(Phase::Decision);
    let by_hand = TaskFacts {
        id: TaskId::new(),
        activity: None,
        ..task(&facts, "preparation.design").clone()
    };
    let at = facts.tasks.len();
    facts.tasks.push(by_hand);
    settle(&mut facts);
    assert_eq!(facts.tasks.get(at).unwrap().state, TaskState::Waiting);
    facts.phase = Phase::Preparation;
    settle(&mut facts);
    assert_eq!(facts.tasks.get(at).unwrap().state, TaskState::Ready);
}

#[test]
fn decisions_switch_activities_off_and_on_again() {
    let mut facts = cycle_in(Phase::Decision);
    assert_eq!(
        state(&facts, "preparation.project"),
        TaskState::Waiting,
        "not decided yet"
    );
    facts.approach = Some(Approach::Ongoing);
    facts.test_group = Some(false);
    settle(&mut facts);
    for key in [
        "preparation.project",
        "management.close_project",
        "build.test_group",
    ] {
        assert_eq!(state(&facts, key), TaskState::NotApplicable, "{key}");
    }
    facts.approach = Some(Approach::Project);
    facts.test_group = None;
    facts.phase = Phase::Preparation;
    settle(&mut facts);
    assert_eq!(state(&facts, "preparation.project"), TaskState::Ready);
    assert_eq!(state(&facts, "build.test_group"), TaskState::Waiting);
}

#[test]
fn switching_off_leaves_what_is_done_on_record() {
    let mut facts = cycle_in(Phase::Preparation);
    set_state(&mut facts, "preparation.project", TaskState::Done);
    facts.approach = Some(Approach::Ongoing);
    settle(&mut facts);
    assert_eq!(state(&facts, "preparation.project"), TaskState::Done);
}

#[test]
fn what_was_left_out_of_the_cycle_from_the_start_stays_out() {
    let mut facts = new_cycle();
    set_state(&mut facts, "inventory.cost", TaskState::NotApplicable);
    assert_eq!(settle(&mut facts), Settlement::default());
}

#[test]
fn an_approval_closes_its_task_and_its_end_opens_it_again() {
    let mut facts = cycle_in(Phase::Build);
    set_state(&mut facts, "build.develop", TaskState::Done);
    facts.approvals.insert(ApprovalSubject::Test);
    settle(&mut facts);
    assert_eq!(state(&facts, "build.test"), TaskState::Done);
    facts.approvals.remove(&ApprovalSubject::Test);
    let settlement = settle(&mut facts);
    assert_eq!(state(&facts, "build.test"), TaskState::Ready);
    assert!(settlement.changes.iter().all(|change| change.by_outcome));
}

#[test]
fn a_changed_specification_lets_building_wait_until_it_is_approved_anew() {
    let mut facts = cycle_in(Phase::Build);
    assert_eq!(state(&facts, "build.develop"), TaskState::Ready);
    facts.approvals.remove(&ApprovalSubject::Specification);
    settle(&mut facts);
    assert_eq!(state(&facts, "preparation.approval"), TaskState::Ready);
    assert_eq!(state(&facts, "build.develop"), TaskState::Waiting);
    facts.approvals.insert(ApprovalSubject::Specification);
    settle(&mut facts);
    assert_eq!(state(&facts, "preparation.approval"), TaskState::Done);
    assert_eq!(state(&facts, "build.develop"), TaskState::Ready);
}

#[test]
fn after_publication_no_approval_is_opened_again() {
    let mut facts = cycle_in(Phase::Management);
    facts.approvals.clear();
    settle(&mut facts);
    assert_eq!(state(&facts, "build.approval"), TaskState::Done);
}

#[test]
fn publication_closes_its_task_and_opens_management_and_follow_up_together() {
    let mut facts = cycle_in(Phase::Launch);
    for task in facts.tasks.iter_mut().filter(|task| task.phase == Phase::Launch) {
        task.state = TaskState::Done;
    }
    set_state(&mut facts, "launch.publish", TaskState::Ready);
    facts.today = date("2027-06-14");
    facts.published_on = Some(facts.today);
    facts.phase = Phase::Management;
    settle(&mut facts);
    assert_eq!(state(&facts, "launch.publish"), TaskState::Done);
    assert_eq!(state(&facts, "management.handover"), TaskState::Ready);
    assert_eq!(state(&facts, "followup.measure"), TaskState::Ready);
    assert_eq!(state(&facts, "followup.report"), TaskState::Waiting);
}

#[test]
fn due_dates_follow_their_anchor() {
    let mut facts = new_cycle();
    assert_eq!(task(&facts, "inventory.needs").due_on, Some(date("2026-11-16")));
    assert_eq!(task(&facts, "build.test").due_on, None);
    facts.deadline = Some(date("2027-05-31"));
    settle(&mut facts);
    let at_first = task(&facts, "build.approval").due_on;
    assert!(at_first.is_some_and(|due| due < date("2027-05-18")));
    facts.deadline = Some(date("2027-06-28"));
    settle(&mut facts);
    assert!(task(&facts, "build.approval").due_on > at_first);
}

#[test]
fn a_due_date_set_by_hand_stays() {
    let mut facts = new_cycle();
    for task in &mut facts.tasks {
        (task.due_on, task.due_by_hand) = (Some(date("2027-01-15")), true);
    }
    facts.deadline = Some(date("2027-05-31"));
    assert_eq!(settle(&mut facts), Settlement::default());
}

#[test]
fn a_due_date_counted_from_its_phase_stays_when_the_phase_is_left() {
    let mut facts = cycle_in(Phase::Preparation);
    let due = task(&facts, "preparation.metrics").due_on;
    assert!(due.is_some());
    (facts.phase, facts.phase_since) = (Phase::Build, date("2027-01-11"));
    settle(&mut facts);
    assert_eq!(task(&facts, "preparation.metrics").due_on, due);
}

#[test]
fn what_recurs_comes_again_one_interval_after_it_was_due() {
    let mut facts = cycle_in(Phase::Management);
    let due = task(&facts, "management.operation").due_on.unwrap();
    set_state(&mut facts, "management.operation", TaskState::Done);
    let settlement = settle(&mut facts);
    assert_eq!(settlement.new_tasks.len(), 1);
    let next = task(&facts, "management.operation");
    assert_eq!((next.occurrence, next.state), (2, TaskState::Ready));
    assert_eq!(next.due_on, due.checked_add_months(chrono::Months::new(1)));
}

#[test]
fn what_recurs_and_was_left_lying_is_due_one_interval_from_today() {
    let mut facts = cycle_in(Phase::Management);
    facts.today = date("2028-03-01");
    set_state(&mut facts, "management.operation", TaskState::Skipped);
    settle(&mut facts);
    assert_eq!(
        task(&facts, "management.operation").due_on,
        Some(date("2028-04-01"))
    );
}

#[test]
fn nothing_comes_again_before_publication_or_after_the_end() {
    let mut facts = cycle_in(Phase::Launch);
    set_state(&mut facts, "management.operation", TaskState::Done);
    assert_eq!(settle(&mut facts).new_tasks, []);
    let mut facts = cycle_in(Phase::Management);
    set_state(&mut facts, "management.operation", TaskState::Done);
    facts.ended = true;
    assert_eq!(settle(&mut facts), Settlement::default());
}
