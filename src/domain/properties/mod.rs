//! Whatever is done in whatever order: what the process forbids is not reached.

mod any_facts;
mod moves;
mod rules;

use std::collections::BTreeSet;

use ::entity::enums::{Phase, TaskState};
use proptest::prelude::*;

use super::{
    artefact::Tally,
    facts::CycleFacts,
    gate,
    given::{cycle_in, new_cycle, settle, template},
    lifecycle, task,
    task::{Settlement, Surrounding},
};
use moves::{Move, apply};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_sequence_of_allowed_moves_reaches_what_the_rules_forbid(
        start in prop::sample::select(&Phase::ALL[..Phase::ALL.len() - 1]),
        sequence in prop::collection::vec(moves::any_move(), 1..160),
    ) {
        let mut facts = cycle_in(start);
        rules::check_state(&facts).map_err(TestCaseError::fail)?;
        for step in sequence {
            let before = facts.clone();
            let what = format!("{step:?}");
            apply(step, &mut facts);
            settle(&mut facts);
            prop_assert_eq!(task::settle(template(), &facts), Settlement::default(), "settled twice after {}", &what);
            rules::check_step(&before, &facts)
                .and_then(|()| rules::check_state(&facts))
                .map_err(|broken| TestCaseError::fail(format!("{what}: {broken}")))?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_gate_never_opens_with_an_open_condition(facts in any_facts::any_facts()) {
        let conditions = gate::conditions(template(), &facts);
        let all_hold = conditions.iter().all(|condition| condition.satisfied);
        for (to, moved) in [
            (gate::next_phase(facts.phase), lifecycle::advance(template(), &facts)),
            (Some(Phase::Management), lifecycle::publish(template(), &facts)),
        ] {
            if let Ok(phase) = moved {
                prop_assert!(all_hold && !facts.ended);
                prop_assert_eq!(Some(phase), to);
                prop_assert!(rules::may_enter(&facts, phase).is_ok(), "{:?}", rules::may_enter(&facts, phase));
            }
        }
        for condition in conditions {
            prop_assert!(!condition.satisfied || condition.open_tasks.is_empty());
        }
    }

    #[test]
    fn settling_twice_changes_nothing_more(mut facts in any_facts::any_facts()) {
        settle(&mut facts);
        prop_assert_eq!(task::settle(template(), &facts), Settlement::default());
    }

    #[test]
    fn settling_does_not_depend_on_the_order_of_the_tasks(facts in any_facts::any_facts(), turn in 0usize..42) {
        let mut turned = facts.clone();
        let at = turn.min(turned.tasks.len());
        turned.tasks.rotate_left(at);
        prop_assert_eq!(task::settle(template(), &turned), task::settle(template(), &facts));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_a_task_does_not_ask_for_changes_nothing(facts in any_facts::any_facts(), at in 0usize..42) {
        let task = facts.tasks[at].clone();
        let mut known = facts.clone();
        forget_all_but(&task::asks(template(), &facts, &task), &mut known);
        prop_assert_eq!(task::complete(template(), &known, &task), task::complete(template(), &facts, &task));
        for state in [task.state, TaskState::Done, TaskState::Skipped, TaskState::Ready] {
            let after = |facts: &CycleFacts| {
                let mut facts = facts.clone();
                facts.tasks[at].state = state;
                task::settle(template(), &facts)
            };
            prop_assert_eq!(after(&known), after(&facts), "{:?} is {:?}", &task.activity, state);
        }
    }
}

fn forget_all_but(asked: &BTreeSet<Surrounding>, facts: &mut CycleFacts) {
    for forgotten in Surrounding::ALL.iter().filter(|known| !asked.contains(known)) {
        match forgotten {
            Surrounding::Approvals => facts.approvals.clear(),
            Surrounding::Artefacts => facts.artefacts.clear(),
            Surrounding::Documents => facts.documents.clear(),
            Surrounding::Decision => facts.decision = None,
            Surrounding::Metrics => (facts.metrics, facts.metrics_due) = (0, 0),
            Surrounding::Revisions => facts.revisions = 0,
            Surrounding::Reports => facts.reports = 0,
            Surrounding::Needs => facts.needs = 0,
            Surrounding::Suggestions => facts.suggestions = Tally::default(),
            Surrounding::Audience => facts.for_public = false,
            Surrounding::Roles => facts.roles.clear(),
        }
    }
}

#[test]
fn by_working_through_what_is_ready_an_idea_becomes_an_e_service_that_is_followed_up() {
    let mut facts = new_cycle();
    let mut phases = vec![facts.phase];
    for _ in 0..60 {
        for step in [
            Move::Work,
            Move::Approve,
            Move::Advance,
            Move::Days(7),
            Move::Publish,
        ] {
            apply(step, &mut facts);
            settle(&mut facts);
        }
        if phases.last() != Some(&facts.phase) {
            phases.push(facts.phase);
        }
    }
    assert_eq!(phases, Phase::ALL);
    assert!(
        facts.tasks.iter().any(|task| task.occurrence > 3),
        "what recurs has come again"
    );
}
