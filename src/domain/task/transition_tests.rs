//! What a person can and cannot do with a task.

use ::entity::enums::{ApprovalSubject, Locale, Phase, Role, TaskState};

use super::{TaskRefusal, complete, reopen, skip, start, take};
use crate::domain::{
    facts::{CycleFacts, TaskFacts},
    given::{cycle_in, leave, make, new_cycle, set_state, settle, task, template},
    template::Outcome,
};

fn standing<'a>(facts: &'a mut CycleFacts, key: &'a str, state: TaskState) -> &'a TaskFacts {
    set_state(facts, key, state);
    task(facts, key)
}

#[test]
fn every_state_allows_what_it_should_and_nothing_else() {
    use TaskState::*;
    // (state, take, start, complete, skip, reopen)
    let table = [
        (Waiting, true, false, false, false, false),
        (Ready, true, true, true, true, false),
        (InProgress, true, false, true, true, false),
        (Done, false, false, false, false, true),
        (Skipped, false, false, false, false, true),
        (NotApplicable, false, false, false, false, false),
    ];
    for (state, taken, started, completed, skipped, reopened) in table {
        let mut facts = new_cycle();
        leave(&mut facts, Outcome::Cost.artefacts());
        set_state(&mut facts, "inventory.cost", state);
        let (template, task) = (template(), task(&facts, "inventory.cost"));
        assert_eq!(
            take(template, &facts, task).ok(),
            taken.then_some(state),
            "take {state:?}"
        );
        assert_eq!(
            start(template, &facts, task).ok(),
            started.then_some(InProgress),
            "start {state:?}"
        );
        assert_eq!(
            complete(template, &facts, task).ok(),
            completed.then_some(Done),
            "complete {state:?}"
        );
        assert_eq!(
            skip(template, &facts, task, "no need").ok(),
            skipped.then_some(Skipped),
            "skip {state:?}"
        );
        assert_eq!(
            reopen(template, &facts, task).ok(),
            reopened.then_some(Ready),
            "reopen {state:?}"
        );
    }
}

#[test]
fn nothing_is_done_in_a_cycle_that_is_over() {
    let mut facts = new_cycle();
    facts.ended = true;
    let task = task(&facts, "inventory.needs");
    assert_eq!(take(template(), &facts, task), Err(TaskRefusal::CycleEnded));
    assert_eq!(start(template(), &facts, task), Err(TaskRefusal::CycleEnded));
    assert_eq!(complete(template(), &facts, task), Err(TaskRefusal::CycleEnded));
    assert_eq!(
        skip(template(), &facts, task, "over"),
        Err(TaskRefusal::CycleEnded)
    );
    assert_eq!(reopen(template(), &facts, task), Err(TaskRefusal::CycleEnded));
}

#[test]
fn what_leaves_a_document_is_done_when_it_is_written() {
    let mut facts = cycle_in(Phase::Preparation);
    set_state(&mut facts, "preparation.specification", TaskState::Ready);
    let missing = Err(TaskRefusal::OutcomeMissing(Outcome::Specification));
    assert_eq!(
        complete(template(), &facts, task(&facts, "preparation.specification")),
        missing
    );
    facts
        .documents
        .insert(::entity::enums::DocumentKind::Specification);
    assert_eq!(
        complete(template(), &facts, task(&facts, "preparation.specification")),
        missing,
        "a specification has requirements, and answers to every guiding question"
    );
    make(&mut facts, Outcome::Specification);
    assert_eq!(
        complete(template(), &facts, task(&facts, "preparation.specification")),
        Ok(TaskState::Done)
    );
}

#[test]
fn an_approval_is_not_ticked_off_by_hand() {
    let mut facts = cycle_in(Phase::Build);
    let by_itself = Err(TaskRefusal::OnlyByOutcome(Outcome::TesterApproval));
    let ready = standing(&mut facts, "build.test", TaskState::Ready).clone();
    assert_eq!(complete(template(), &facts, &ready), by_itself);
    facts.approvals.insert(ApprovalSubject::Test);
    let done = standing(&mut facts, "build.test", TaskState::Done).clone();
    assert_eq!(reopen(template(), &facts, &done), by_itself);
}

#[test]
fn skipping_needs_permission_of_the_template_and_a_reason() {
    let mut facts = new_cycle();
    let needs = task(&facts, "inventory.needs");
    assert_eq!(
        skip(template(), &facts, needs, "no time"),
        Err(TaskRefusal::NotSkippable)
    );
    let cost = standing(&mut facts, "inventory.cost", TaskState::Ready).clone();
    assert_eq!(
        skip(template(), &facts, &cost, " \n"),
        Err(TaskRefusal::ReasonMissing)
    );
    assert_eq!(
        skip(template(), &facts, &cost, "It costs nothing."),
        Ok(TaskState::Skipped)
    );
}

#[test]
fn a_task_added_by_hand_can_be_done_or_skipped() {
    let facts = new_cycle();
    let by_hand = TaskFacts {
        activity: None,
        role: Role::Owner,
        ..task(&facts, "inventory.needs").clone()
    };
    assert_eq!(complete(template(), &facts, &by_hand), Ok(TaskState::Done));
    assert_eq!(
        skip(template(), &facts, &by_hand, "not needed"),
        Ok(TaskState::Skipped)
    );
}

#[test]
fn work_of_a_phase_that_was_left_is_not_reopened_except_in_operation() {
    let facts = cycle_in(Phase::Build);
    let design = task(&facts, "preparation.design_check");
    assert_eq!(reopen(template(), &facts, design), Err(TaskRefusal::PhasePassed));
    let mut facts = cycle_in(Phase::FollowUp);
    let handover = standing(&mut facts, "management.handover", TaskState::Done).clone();
    assert_eq!(reopen(template(), &facts, &handover), Ok(TaskState::Ready));
}

#[test]
fn what_has_come_again_is_not_reopened() {
    let mut facts = cycle_in(Phase::Management);
    let first = standing(&mut facts, "management.operation", TaskState::Done).clone();
    settle(&mut facts);
    assert_eq!(reopen(template(), &facts, &first), Err(TaskRefusal::ComeAgain));
}

#[test]
fn a_refusal_has_a_code_and_says_why_in_both_languages() {
    let refusal = TaskRefusal::OutcomeMissing(Outcome::PreStudy);
    assert_eq!(refusal.code(), "OUTCOME_MISSING");
    assert_eq!(
        refusal.text(Locale::Sv),
        "Uppgiften blir klar först när förstudien är skriven och e-tjänsten placerad i PICK-diagrammet."
    );
    assert_eq!(
        refusal.text(Locale::En),
        "The task is done only when the pre-study is written and the e-service is placed in the PICK chart."
    );
}
