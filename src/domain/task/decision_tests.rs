//! Settling by what management decided: to develop, not to, or later.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::enums::{Approach, DecisionOutcome, Phase, TaskState};

use crate::domain::given::{cycle_in, date, settle, state, task};

#[test]
fn a_decision_closes_its_task_and_opens_those_that_wait_for_it() {
    let mut facts = cycle_in(Phase::Decision);
    facts.decision = Some(DecisionOutcome::Go);
    facts.approach = Some(Approach::Ongoing);
    facts.deadline = Some(date("2027-05-31"));
    let settlement = settle(&mut facts);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Done);
    assert_eq!(state(&facts, "decision.approach"), TaskState::Done);
    assert_eq!(state(&facts, "decision.manager"), TaskState::Ready);
    let by_outcome = |key: &str| {
        let id = task(&facts, key).id;
        settlement
            .changes
            .iter()
            .find(|change| change.id == id)
            .unwrap()
            .by_outcome
    };
    assert!(by_outcome("decision.develop") && by_outcome("decision.approach"));
    assert!(!by_outcome("decision.manager"));
}

#[test]
fn what_is_put_off_is_still_to_be_decided() {
    let mut facts = cycle_in(Phase::Decision);
    facts.decision = Some(DecisionOutcome::Defer);
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Ready);
    facts.decision = Some(DecisionOutcome::Go);
    settle(&mut facts);
    facts.decision = Some(DecisionOutcome::Defer);
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Ready);
}

#[test]
fn what_follows_a_decision_not_to_develop_waits_for_another_decision() {
    let mut facts = cycle_in(Phase::Decision);
    facts.decision = Some(DecisionOutcome::NoGo);
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.develop"), TaskState::Done);
    assert_eq!(state(&facts, "decision.working_method"), TaskState::Waiting);
    facts.decision = Some(DecisionOutcome::Go);
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.working_method"), TaskState::Ready);
    facts.decision = Some(DecisionOutcome::NoGo);
    settle(&mut facts);
    assert_eq!(state(&facts, "decision.working_method"), TaskState::Waiting);
}
