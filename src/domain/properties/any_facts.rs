//! Facts of any kind, also those that no cycle ever comes to.

use ::entity::enums::{
    Approach, ApprovalSubject, ArtefactKind, DecisionOutcome, DocumentKind, Phase, Role, TaskState,
};
use chrono::Days;
use proptest::{prelude::*, sample::subsequence};

use crate::domain::{
    artefact::Tally,
    facts::CycleFacts,
    given::{date, new_cycle},
};

/// Half of the time everything is done and there, so that gates do open.
pub fn any_facts() -> impl Strategy<Value = CycleFacts> {
    let decisions = (
        prop::option::weighted(0.9, prop::sample::select(Approach::ALL)),
        prop::option::weighted(0.9, Just(date("2027-05-31"))),
        prop::option::weighted(0.9, any::<bool>()),
        prop::option::weighted(0.9, any::<bool>()),
        prop::option::weighted(0.9, prop::sample::select(DecisionOutcome::ALL)),
    );
    let dates = (
        prop::option::weighted(0.9, 0u64..10),
        prop::option::weighted(0.3, 0u64..10),
        0u64..10,
        prop::bool::weighted(0.1),
    );
    let there = (
        most(Role::ALL),
        most(DocumentKind::ALL),
        most(ApprovalSubject::ALL),
        0usize..2,
    );
    let tally = (0usize..3, 0usize..2).prop_map(|(total, open)| Tally {
        total,
        open: open.min(total),
    });
    let made = (
        prop::collection::vec(tally, ArtefactKind::ALL.len()),
        0usize..2,
        0usize..2,
    );
    let states = prop_oneof![
        Just(TaskState::ALL),
        Just(&[TaskState::Done][..]),
        Just(&[TaskState::Done, TaskState::Skipped, TaskState::NotApplicable][..]),
    ]
    .prop_flat_map(|states| prop::collection::vec(prop::sample::select(states), 42));
    (
        prop::sample::select(Phase::ALL),
        decisions,
        dates,
        there,
        made,
        states,
    )
        .prop_map(
            |(phase, decisions, (launch, published, today, ended), there, made, states)| {
                let mut facts = new_cycle();
                facts.phase = phase;
                (
                    facts.approach,
                    facts.deadline,
                    facts.target_group,
                    facts.test_group,
                    facts.decision,
                ) = decisions;
                let day = |days| facts.begun_on.checked_add_days(Days::new(days));
                (facts.launch_date, facts.published_on) = (launch.and_then(day), published.and_then(day));
                facts.today = day(today).unwrap_or(facts.begun_on);
                facts.ended = ended;
                (facts.roles, facts.documents) =
                    (there.0.into_iter().collect(), there.1.into_iter().collect());
                (facts.approvals, facts.metrics) = (there.2.into_iter().collect(), there.3);
                facts.artefacts = ArtefactKind::ALL.iter().copied().zip(made.0).collect();
                (facts.metrics_due, facts.needs) = (made.1, made.2);
                for (task, state) in facts.tasks.iter_mut().zip(states) {
                    task.state = state;
                }
                facts
            },
        )
}

/// All of them, or some.
fn most<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![Just(all.to_vec()), subsequence(all, 0..=all.len())]
}
