//! The way through the phases: one step at a time, and only through an open gate.

use ::entity::enums::{CycleKind, DecisionOutcome, DocumentKind, Locale, Phase};

use super::{Refusal, advance, decide, publish, set_launch_date};
use crate::domain::{
    given::{cycle_in, date, do_all, new_cycle, template},
    template::ConditionKind,
};

#[test]
fn a_closed_gate_is_a_refusal_that_names_every_open_condition() {
    let Err(Refusal::Conditions(open)) = advance(template(), &new_cycle()) else {
        panic!("went on")
    };
    let kinds: Vec<_> = open.iter().map(|condition| condition.kind).collect();
    assert_eq!(
        kinds,
        [
            ConditionKind::TasksDone,
            ConditionKind::OwnerAppointed,
            ConditionKind::PreStudyWritten
        ]
    );
}

#[test]
fn an_open_gate_leads_to_the_next_phase() {
    let mut facts = cycle_in(Phase::Inventory);
    do_all(&mut facts);
    assert_eq!(advance(template(), &facts), Ok(Phase::Decision));
}

#[test]
fn launch_is_left_by_publishing_only() {
    let mut facts = cycle_in(Phase::Launch);
    facts.today = date("2027-06-14");
    do_all(&mut facts);
    assert_eq!(advance(template(), &facts), Err(Refusal::OnlyByPublishing));
    assert_eq!(publish(template(), &facts), Ok(Phase::Management));
}

#[test]
fn nothing_is_published_the_day_before() {
    let mut facts = cycle_in(Phase::Launch);
    facts.today = date("2027-06-13");
    do_all(&mut facts);
    let Err(Refusal::Conditions(open)) = publish(template(), &facts) else {
        panic!("published")
    };
    assert_eq!(
        open.first().map(|condition| condition.kind),
        Some(ConditionKind::LaunchDateReached)
    );
}

#[test]
fn publishing_belongs_to_launch_and_happens_once() {
    for phase in [
        Phase::Inventory,
        Phase::Decision,
        Phase::Preparation,
        Phase::Build,
    ] {
        let refusal = Refusal::NotInPhase {
            allowed: &[Phase::Launch],
            current: phase,
        };
        assert_eq!(publish(template(), &cycle_in(phase)), Err(refusal));
    }
    assert_eq!(
        publish(template(), &cycle_in(Phase::Management)),
        Err(Refusal::AlreadyPublished)
    );
}

#[test]
fn nothing_follows_after_follow_up() {
    assert_eq!(
        advance(template(), &cycle_in(Phase::FollowUp)),
        Err(Refusal::NoFurtherPhase)
    );
}

#[test]
fn a_cycle_that_is_over_does_not_move() {
    let mut facts = cycle_in(Phase::Decision);
    facts.ended = true;
    assert_eq!(advance(template(), &facts), Err(Refusal::Ended));
    assert_eq!(publish(template(), &facts), Err(Refusal::Ended));
    assert_eq!(decide(&facts, DecisionOutcome::Go, &[]), Err(Refusal::Ended));
    assert_eq!(set_launch_date(&facts, facts.today), Err(Refusal::Ended));
}

#[test]
fn a_decision_is_recorded_in_its_phase_only() {
    for phase in Phase::ALL {
        let decided = decide(&cycle_in(*phase), DecisionOutcome::Defer, &[]);
        assert_eq!(decided.is_ok(), *phase == Phase::Decision, "{phase:?}");
    }
}

#[test]
fn a_decision_to_develop_needs_the_pre_study_but_a_revision_does_not() {
    let mut facts = cycle_in(Phase::Decision);
    facts.documents.remove(&DocumentKind::PreStudy);
    assert_eq!(
        decide(&facts, DecisionOutcome::Go, &[]),
        Err(Refusal::PreStudyMissing)
    );
    assert_eq!(decide(&facts, DecisionOutcome::NoGo, &[]), Ok(()));
    facts.kind = CycleKind::Revision;
    assert_eq!(decide(&facts, DecisionOutcome::Go, &[]), Ok(()));
}

#[test]
fn a_decision_to_develop_waits_for_what_is_to_be_investigated() {
    let facts = cycle_in(Phase::Decision);
    let open = ["Folkbokföringen".to_owned(), "Arkivet".to_owned()];
    let refusal = Refusal::NotInvestigated(open.to_vec());
    assert_eq!(
        decide(&facts, DecisionOutcome::Go, &open).map_err(|refusal| refusal.text(Locale::Sv)),
        Err(
            "Innan e-tjänsten kan beslutas ska detta vara utrett: ”Folkbokföringen” och ”Arkivet”."
                .to_owned()
        )
    );
    assert_eq!(decide(&facts, DecisionOutcome::Go, &open), Err(refusal));
    assert_eq!(decide(&facts, DecisionOutcome::Defer, &open), Ok(()));
    assert_eq!(decide(&facts, DecisionOutcome::NoGo, &open), Ok(()));
}

#[test]
fn the_launch_date_is_today_or_later_and_stays_after_publication() {
    let facts = cycle_in(Phase::Launch);
    assert_eq!(set_launch_date(&facts, date("2026-11-02")), Ok(()));
    assert_eq!(
        set_launch_date(&facts, date("2026-11-01")),
        Err(Refusal::LaunchDateInPast)
    );
    let published = cycle_in(Phase::Management);
    assert_eq!(
        set_launch_date(&published, date("2028-01-03")),
        Err(Refusal::AlreadyPublished)
    );
}

#[test]
fn the_launch_date_is_not_set_before_it_is_decided_to_develop() {
    for phase in [Phase::Inventory, Phase::Decision] {
        let refused = set_launch_date(&cycle_in(phase), date("2027-06-14"));
        assert!(matches!(refused, Err(Refusal::NotInPhase { .. })), "{phase:?}");
    }
}

#[test]
fn a_refusal_says_in_both_languages_what_is_left() {
    let Err(refusal) = publish(template(), &cycle_in(Phase::Build)) else {
        panic!("published")
    };
    assert_eq!(refusal.code(), "NOT_IN_PHASE");
    assert_eq!(
        refusal.text(Locale::Sv),
        "Detta hör till förbereda lansering och publicera, men omgången är i bygga och testa."
    );
    let Err(refusal) = advance(template(), &new_cycle()) else {
        panic!("went on")
    };
    assert!(
        refusal
            .text(Locale::En)
            .ends_with("The e-service has an owner. The pre-study is written.")
    );
}
