//! Who can ask for what and when, and who can answer.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::{
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, Locale, Phase},
    ids::UserId,
};

use super::{ApprovalRefusal, has_lapsed, has_reason, may_approve, may_ask, may_decide, may_withdraw};
use crate::domain::{
    artefact::Tally,
    given::{cycle_in, date, template},
    template::ApprovalRule,
};

fn rule() -> ApprovalRule {
    template().approval_rule(ApprovalSubject::Design).unwrap().clone()
}

#[test]
fn each_subject_is_asked_for_from_its_phase_until_publication() {
    use ApprovalSubject::*;
    for phase in Phase::ALL {
        for subject in ApprovalSubject::ALL {
            let mut facts = cycle_in(*phase);
            facts.approvals.extend(ApprovalSubject::ALL);
            facts.approvals.remove(subject);
            facts.launch_date = Some(facts.today);
            let first = if matches!(subject, Design | Specification | Metrics) {
                Phase::Preparation
            } else {
                Phase::Build
            };
            let allowed = *phase >= first && *phase <= Phase::Launch;
            let asked = may_ask(&facts, *subject, false, false);
            assert_eq!(asked.is_ok(), allowed, "{subject:?} in {phase:?}: {asked:?}");
            assert!(allowed || matches!(asked, Err(ApprovalRefusal::NotPhase { .. })));
        }
    }
}

#[test]
fn nothing_is_asked_twice_and_nothing_empty_is_asked() {
    let facts = cycle_in(Phase::Preparation);
    let design = ApprovalSubject::Design;
    assert_eq!(
        may_ask(&facts, design, true, false),
        Err(ApprovalRefusal::AlreadyPending)
    );
    assert_eq!(
        may_ask(&facts, design, false, true),
        Err(ApprovalRefusal::ContentMissing)
    );
    let approved = cycle_in(Phase::Build);
    assert_eq!(
        may_ask(&approved, design, false, false),
        Err(ApprovalRefusal::AlreadyApproved)
    );
}

#[test]
fn the_e_service_is_approved_last_and_with_its_launch_date() {
    let mut facts = cycle_in(Phase::Build);
    let subject = ApprovalSubject::EService;
    let missing = vec![ApprovalSubject::Test, ApprovalSubject::Editorial];
    assert_eq!(
        may_ask(&facts, subject, false, false),
        Err(ApprovalRefusal::OthersMissing(missing))
    );
    facts
        .approvals
        .extend([ApprovalSubject::Test, ApprovalSubject::Editorial]);
    // The date comes with the answer: whoever asks need not know it.
    assert_eq!(may_ask(&facts, subject, false, false), Ok(()));
    assert_eq!(
        may_approve(&facts, subject, &[]),
        Err(ApprovalRefusal::LaunchDateMissing)
    );
    facts.launch_date = Some(date("2026-11-01"));
    assert_eq!(
        may_approve(&facts, subject, &[]),
        Err(ApprovalRefusal::LaunchDateInPast)
    );
    facts.launch_date = Some(date("2026-11-02"));
    assert_eq!(may_approve(&facts, subject, &[]), Ok(()));
    facts.approvals.remove(&ApprovalSubject::Specification);
    let missing = vec![ApprovalSubject::Specification];
    assert_eq!(
        may_ask(&facts, subject, false, false),
        Err(ApprovalRefusal::OthersMissing(missing))
    );
}

#[test]
fn what_was_asked_in_time_is_not_approved_too_late() {
    let mut facts = cycle_in(Phase::Launch);
    facts.approvals.remove(&ApprovalSubject::EService);
    assert_eq!(may_approve(&facts, ApprovalSubject::EService, &[]), Ok(()));
    facts.today = date("2027-06-15");
    assert_eq!(
        may_approve(&facts, ApprovalSubject::EService, &[]),
        Err(ApprovalRefusal::LaunchDateInPast)
    );
    facts.ended = true;
    assert_eq!(
        may_approve(&facts, ApprovalSubject::Design, &[]),
        Err(ApprovalRefusal::CycleEnded)
    );
}

#[test]
fn neither_the_one_who_asked_nor_a_contributor_decides() {
    let (owner, lead, author) = (UserId::new(), UserId::new(), UserId::new());
    let decide = |decider| {
        may_decide(
            &rule(),
            ApprovalState::Pending,
            decider,
            lead,
            &[author, lead],
            "v1",
            "v1",
        )
    };
    assert_eq!(decide(owner), Ok(()));
    assert_eq!(decide(lead), Err(ApprovalRefusal::OwnRequest));
    assert_eq!(decide(author), Err(ApprovalRefusal::Contributor));
}

#[test]
fn two_eyes_are_enough_where_the_template_says_so() {
    let person = UserId::new();
    let rule = ApprovalRule {
        four_eyes: false,
        ..rule()
    };
    let decided = may_decide(
        &rule,
        ApprovalState::Pending,
        person,
        person,
        &[person],
        "v1",
        "v1",
    );
    assert_eq!(decided, Ok(()));
}

#[test]
fn only_the_version_that_was_seen_is_decided() {
    let decided = may_decide(
        &rule(),
        ApprovalState::Pending,
        UserId::new(),
        UserId::new(),
        &[],
        "v1",
        "v2",
    );
    assert_eq!(decided, Err(ApprovalRefusal::OtherVersion));
}

#[test]
fn what_was_answered_is_not_answered_again() {
    for state in ApprovalState::ALL {
        let (owner, lead) = (UserId::new(), UserId::new());
        let decided = may_decide(&rule(), *state, owner, lead, &[], "v1", "v1");
        assert_eq!(decided.is_ok(), *state == ApprovalState::Pending, "{state:?}");
        assert_eq!(
            may_withdraw(*state, lead, lead).is_ok(),
            *state == ApprovalState::Pending,
            "{state:?}"
        );
    }
}

#[test]
fn only_the_one_who_asked_takes_it_back() {
    let withdrawn = may_withdraw(ApprovalState::Pending, UserId::new(), UserId::new());
    assert_eq!(withdrawn, Err(ApprovalRefusal::NotAsker));
}

#[test]
fn a_rejection_says_why() {
    assert_eq!(has_reason(Some("The form lacks a step.")), Ok(()));
    for reason in [None, Some(""), Some(" \t")] {
        assert_eq!(has_reason(reason), Err(ApprovalRefusal::ReasonMissing));
    }
}

#[test]
fn a_refusal_has_a_code_and_says_why_in_both_languages() {
    let refusal = ApprovalRefusal::OthersMissing(vec![ApprovalSubject::Test, ApprovalSubject::Editorial]);
    assert_eq!(refusal.code(), "OTHER_APPROVALS_MISSING");
    assert_eq!(
        refusal.text(Locale::Sv),
        "Dessförinnan ska detta vara godkänt: testet och den redaktionella granskningen."
    );
    assert_eq!(
        refusal.text(Locale::En),
        "This must be approved before: the test and the editorial review."
    );
}

#[test]
fn the_tester_approves_what_was_tested_and_has_no_blocking_defect() {
    let mut facts = cycle_in(Phase::Build);
    let subject = ApprovalSubject::Test;
    assert_eq!(
        may_approve(&facts, subject, &[]),
        Err(ApprovalRefusal::NothingTested)
    );
    let one = |open| Tally { total: 1, open };
    facts.artefacts.insert(ArtefactKind::TestRun, one(0));
    facts.artefacts.insert(ArtefactKind::Defect, one(1));
    let open = [(ArtefactKind::Defect, "Knappen gör inget".to_owned())];
    let refused = may_approve(&facts, subject, &open).unwrap_err();
    assert_eq!(refused.code(), "BLOCKING_DEFECT_OPEN");
    assert_eq!(
        refused.text(Locale::Sv),
        "Blockerande fel är inte åtgärdade: Knappen gör inget."
    );
    facts.artefacts.insert(ArtefactKind::Defect, one(0));
    assert_eq!(may_approve(&facts, subject, &[]), Ok(()));
}

#[test]
fn the_editor_approves_once_no_remark_is_open() {
    let mut facts = cycle_in(Phase::Build);
    let subject = ApprovalSubject::Editorial;
    assert_eq!(may_approve(&facts, subject, &[]), Ok(()));
    facts
        .artefacts
        .insert(ArtefactKind::EditorRemark, Tally { total: 2, open: 1 });
    let open = [(ArtefactKind::EditorRemark, "Write “you”".to_owned())];
    let refused = may_approve(&facts, subject, &open).unwrap_err();
    assert_eq!(
        refused.text(Locale::En),
        "Remarks of the editor are open: Write “you”."
    );
}

#[test]
fn an_approval_lapses_with_its_content_and_once_given_with_what_comes_up_after_it() {
    use ApprovalState::{Approved, Pending};
    for state in [Pending, Approved] {
        assert!(!has_lapsed(state, "v1", "v1", false));
        assert!(has_lapsed(state, "v1", "v2", false));
    }
    assert!(has_lapsed(Approved, "v1", "v1", true));
    assert!(!has_lapsed(Pending, "v1", "v1", true));
}
