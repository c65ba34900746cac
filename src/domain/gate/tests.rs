//! Gates: every condition is shown, and each holds exactly when its fact does.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::enums::{ApprovalSubject, DecisionOutcome, DocumentKind, Phase, Role, TaskState};

use super::conditions;
use crate::domain::{
    facts::CycleFacts,
    given::{cycle_in, date, do_all, new_cycle, set_state, task, template},
    launch::LaunchArea,
    template::{ConditionKind, Template},
};

fn open(facts: &CycleFacts) -> Vec<ConditionKind> {
    conditions(template(), facts)
        .iter()
        .filter(|status| !status.satisfied)
        .map(|status| status.kind)
        .collect()
}

#[test]
fn a_new_cycle_sees_every_condition_of_its_gate_with_the_open_tasks() {
    let facts = new_cycle();
    let statuses = conditions(template(), &facts);
    let kinds: Vec<_> = statuses
        .iter()
        .map(|status| (status.kind, status.satisfied, status.open_tasks.len()))
        .collect();
    assert_eq!(
        kinds,
        [
            (ConditionKind::TasksDone, false, 6),
            (ConditionKind::OwnerAppointed, false, 0),
            (ConditionKind::PreStudyWritten, false, 0),
        ]
    );
    let first = statuses.first().and_then(|status| status.open_tasks.first());
    assert_eq!(first, Some(&task(&facts, "inventory.needs").id));
}

#[test]
fn the_gate_out_of_inventory_opens_with_owner_pre_study_and_tasks() {
    let mut facts = new_cycle();
    facts.roles.insert(Role::Owner);
    facts.documents.insert(DocumentKind::PreStudy);
    do_all(&mut facts);
    assert_eq!(open(&facts), []);
}

#[test]
fn skipped_and_switched_off_tasks_do_not_keep_a_gate_closed() {
    let mut facts = cycle_in(Phase::Inventory);
    do_all(&mut facts);
    set_state(&mut facts, "inventory.process_map", TaskState::Skipped);
    set_state(&mut facts, "inventory.cost", TaskState::NotApplicable);
    assert_eq!(open(&facts), []);
    for state in [TaskState::Waiting, TaskState::Ready, TaskState::InProgress] {
        set_state(&mut facts, "inventory.cost", state);
        assert_eq!(open(&facts), [ConditionKind::TasksDone], "{state:?}");
    }
}

#[test]
fn what_was_put_off_or_declined_does_not_go_on() {
    let mut facts = cycle_in(Phase::Preparation);
    facts.phase = Phase::Decision;
    assert_eq!(open(&facts), []);
    for outcome in [None, Some(DecisionOutcome::NoGo), Some(DecisionOutcome::Defer)] {
        facts.decision = outcome;
        assert!(open(&facts).contains(&ConditionKind::DecidedGo), "{outcome:?}");
    }
}

#[test]
fn requirements_of_the_target_group_are_asked_for_only_where_decided() {
    let mut facts = cycle_in(Phase::Build);
    facts.phase = Phase::Preparation;
    for (decided, written, satisfied) in [
        (None, false, true),
        (Some(false), false, true),
        (Some(true), false, false),
        (Some(true), true, true),
    ] {
        facts.target_group = decided;
        facts.documents.remove(&DocumentKind::TargetGroupRequirements);
        if written {
            facts.documents.insert(DocumentKind::TargetGroupRequirements);
        }
        assert_eq!(open(&facts).is_empty(), satisfied, "{decided:?} {written}");
    }
}

#[test]
fn findings_of_the_test_group_are_asked_for_only_where_decided() {
    let mut facts = cycle_in(Phase::Launch);
    facts.phase = Phase::Build;
    facts.documents.remove(&DocumentKind::TestGroupFindings);
    assert_eq!(open(&facts), [ConditionKind::TestGroupFindingsWritten]);
    facts.test_group = Some(false);
    assert_eq!(open(&facts), []);
}

#[test]
fn every_approval_of_preparation_is_needed_to_build() {
    for (subject, kind) in [
        (ApprovalSubject::Design, ConditionKind::DesignApproved),
        (
            ApprovalSubject::Specification,
            ConditionKind::SpecificationApproved,
        ),
        (ApprovalSubject::Metrics, ConditionKind::MetricsApproved),
    ] {
        let mut facts = cycle_in(Phase::Build);
        facts.phase = Phase::Preparation;
        facts.approvals.remove(&subject);
        assert_eq!(open(&facts), [kind]);
    }
}

#[test]
fn publishing_waits_for_its_day_but_not_for_its_own_task() {
    let mut facts = cycle_in(Phase::Launch);
    do_all(&mut facts);
    set_state(&mut facts, "launch.publish", TaskState::Ready);
    assert_eq!(open(&facts), [ConditionKind::LaunchDateReached]);
    facts.today = date("2027-06-13");
    assert_eq!(open(&facts), [ConditionKind::LaunchDateReached]);
    facts.today = date("2027-06-14");
    assert_eq!(open(&facts), []);
    facts.launch_date = None;
    assert_eq!(open(&facts), [ConditionKind::LaunchDateReached]);
}

#[test]
fn publishing_waits_for_each_thing_that_a_launch_leaves_behind() {
    for area in LaunchArea::ALL {
        let mut facts = cycle_in(Phase::Launch);
        do_all(&mut facts);
        set_state(&mut facts, "launch.publish", TaskState::Ready);
        facts.today = date("2027-06-14");
        assert_eq!(open(&facts), []);
        facts.artefacts.remove(&area.proof());
        let left: Vec<_> = open(&facts).into_iter().map(LaunchArea::of).collect();
        assert_eq!(left, [Some(area)]);
    }
}

#[test]
fn a_former_version_of_the_template_keeps_its_own_gate() {
    let source = Template::built_in();
    let from = source
        .find("[[gate.condition]]\nkind = \"permissions_ticked_off\"")
        .unwrap();
    let to = source
        .rfind("[[gate.condition]]\nkind = \"e_service_approved\"")
        .unwrap();
    let former = format!("{}{}", &source[..from], &source[to..]);
    let former = Template::parse("former.toml", &former).unwrap();
    let mut facts = cycle_in(Phase::Launch);
    do_all(&mut facts);
    facts.artefacts.clear();
    facts.today = date("2027-06-14");
    let statuses = conditions(&former, &facts);
    assert!(statuses.iter().all(|status| status.satisfied), "{statuses:?}");
}

#[test]
fn follow_up_waits_for_handover_and_the_end_of_the_project_but_for_nothing_that_recurs() {
    let mut facts = cycle_in(Phase::Management);
    assert_eq!(
        open(&facts),
        [ConditionKind::HandoverDone, ConditionKind::ProjectClosed]
    );
    set_state(&mut facts, "management.handover", TaskState::Done);
    assert_eq!(open(&facts), [ConditionKind::ProjectClosed]);
    set_state(&mut facts, "management.close_project", TaskState::NotApplicable);
    assert_eq!(open(&facts), []);
}

#[test]
fn no_gate_leads_out_of_follow_up() {
    assert_eq!(conditions(template(), &cycle_in(Phase::FollowUp)), []);
}
