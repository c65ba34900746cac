//! Which parts need which, how a revision begins, and what it takes over.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeSet, HashMap};

use ::entity::enums::{
    Approach, ApprovalSubject, ArtefactKind, CycleKind, DocumentKind, Locale, Phase, TaskState,
};
use serde_json::json;

use super::{
    AddRefusal, Because, Part, added, beginning, documents, holds_on, is_begun_without, moved, parts,
    stays_held,
};
use crate::domain::{
    facts::CycleFacts,
    gate,
    given::{cycle_in, date, leave, made, settle, state, template},
    lifecycle, task,
    template::{Outcome, Wanted},
};

/// A turn in operation whose approvals all hold.
fn in_operation() -> CycleFacts {
    cycle_in(Phase::FollowUp)
}

fn chosen(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The parts before publication, in their order.
fn development(all: &[Part]) -> Vec<&str> {
    let before = |part: &&Part| template().activity(&part.activity).unwrap().phase < Phase::Management;
    all.iter()
        .filter(before)
        .map(|part| part.activity.as_str())
        .collect()
}

fn because(all: &[Part], activity: &str) -> Because {
    let part = all.iter().find(|part| part.activity == activity);
    part.unwrap_or_else(|| panic!("{activity} is no part"))
        .because
        .clone()
}

#[test]
fn new_texts_need_the_owners_approval_and_publication_and_nothing_more() {
    let all = parts(template(), &in_operation(), &chosen(&["launch.texts"]));
    assert_eq!(
        development(&all),
        ["build.approval", "launch.texts", "launch.publish"]
    );
    assert_eq!(because(&all, "launch.texts"), Because::Chosen);
    assert_eq!(because(&all, "build.approval"), Because::GoesLive);
    assert_eq!(because(&all, "management.operation"), Because::Operation);
}

#[test]
fn building_needs_an_approved_specification_a_test_and_a_review() {
    let all = parts(template(), &in_operation(), &chosen(&["build.develop"]));
    assert_eq!(
        development(&all),
        [
            "preparation.design",
            "preparation.specification",
            "preparation.approval",
            "build.develop",
            "build.test",
            "build.editor_review",
            "build.approval",
            "launch.publish",
        ]
    );
    let build = || "build.develop".to_owned();
    assert_eq!(because(&all, "preparation.approval"), Because::Before(build()));
    assert_eq!(because(&all, "build.test"), Because::Renewed(build()));
    let specification = Because::Before("preparation.specification".to_owned());
    assert_eq!(because(&all, "preparation.design"), specification);
}

#[test]
fn new_measures_are_approved_and_nothing_is_written_or_built_for_them() {
    let all = parts(template(), &in_operation(), &chosen(&["preparation.metrics"]));
    assert_eq!(
        development(&all),
        [
            "preparation.metrics",
            "preparation.approval",
            "build.approval",
            "launch.publish"
        ]
    );
}

#[test]
fn what_no_longer_holds_or_never_was_is_made_anew() {
    let mut former = in_operation();
    former.approvals.remove(&ApprovalSubject::Editorial);
    let all = parts(template(), &former, &chosen(&["launch.texts"]));
    let approval = Because::Missing("build.approval".to_owned());
    assert_eq!(because(&all, "build.editor_review"), approval);
    assert!(!development(&all).contains(&"build.test"));

    // An e-service that was brought in without any papers goes through all of preparation and building.
    former.approvals.clear();
    former.documents.clear();
    former.metrics = 0;
    let all = parts(template(), &former, &chosen(&["launch.texts"]));
    for activity in [
        "preparation.design",
        "preparation.specification",
        "preparation.metrics",
        "preparation.approval",
        "build.develop",
        "build.test",
        "build.editor_review",
    ] {
        assert!(development(&all).contains(&activity), "{activity}");
    }
}

#[test]
fn what_is_done_before_comes_along() {
    let all = parts(template(), &in_operation(), &chosen(&["inventory.pre_study"]));
    assert_eq!(
        development(&all)[..6],
        [
            "inventory.needs",
            "inventory.process_map",
            "inventory.benefits",
            "inventory.cost",
            "inventory.requirements",
            "inventory.pre_study",
        ]
    );
    let all = parts(template(), &in_operation(), &chosen(&["decision.working_method"]));
    assert_eq!(
        development(&all)[..4],
        [
            "decision.develop",
            "decision.approach",
            "decision.target_group",
            "decision.working_method",
        ]
    );
}

#[test]
fn every_choice_has_all_that_its_parts_need() {
    let all_keys: Vec<_> = template()
        .activities
        .iter()
        .map(|activity| activity.key.clone())
        .collect();
    for key in &all_keys {
        let one = parts(template(), &in_operation(), &chosen(&[key]));
        assert!(one.iter().any(|part| part.activity == *key), "{key}");
        // Asked anew with all that was answered, nothing more comes.
        let again: BTreeSet<_> = one.iter().map(|part| part.activity.clone()).collect();
        assert_eq!(
            parts(template(), &in_operation(), &again).len(),
            one.len(),
            "{key}"
        );
        for part in &one {
            assert!(!part.because.text(template(), Locale::Sv).is_empty());
            assert!(!part.because.text(template(), Locale::En).is_empty());
        }
    }
    let everything = parts(template(), &in_operation(), &all_keys.iter().cloned().collect());
    assert_eq!(everything.len(), all_keys.len());
}

#[test]
fn it_begins_where_its_first_part_is() {
    let begin = |keys: &[&str]| beginning(template(), &parts(template(), &in_operation(), &chosen(keys)));
    assert_eq!(begin(&["launch.texts"]).phase, Phase::Build);
    assert_eq!(begin(&["build.develop"]).phase, Phase::Preparation);
    assert_eq!(begin(&["inventory.needs"]).phase, Phase::Inventory);

    let texts = begin(&["launch.texts", "build.test_group"]);
    assert!(!texts.is_decided_later);
    assert_eq!(texts.approach, Some(Approach::Ongoing));
    assert_eq!(
        (texts.target_group, texts.test_group),
        (Some(false), Some(true)),
        "what is chosen decides"
    );
    let project = begin(&["management.close_project"]);
    assert_eq!(project.approach, Some(Approach::Project));
    let decided = begin(&["decision.develop"]);
    assert!(decided.is_decided_later);
    assert_eq!((decided.approach, decided.test_group), (None, None));
}

/// A revision that begins with some parts, on Monday 2 November 2026.
fn revision(keys: &[&str]) -> CycleFacts {
    let former = in_operation();
    let found = parts(template(), &former, &chosen(keys));
    let begun = beginning(template(), &found);
    let mut facts = CycleFacts::beginning(CycleKind::Revision, date("2026-11-02"));
    facts.phase = begun.phase;
    (facts.approach, facts.target_group, facts.test_group) =
        (begun.approach, begun.target_group, begun.test_group);
    facts.documents = documents(template(), &found);
    facts.metrics = former.metrics;
    facts.roles = former.roles;
    let held = |subject: &&ApprovalSubject| stays_held(template(), &found, **subject);
    facts.approvals = ApprovalSubject::ALL.iter().filter(held).copied().collect();
    let new = task::instantiate_without(template(), &facts, &begun.left_out);
    facts.tasks = new.into_iter().map(made).collect();
    settle(&mut facts);
    facts
}

#[test]
fn new_texts_go_from_the_owners_approval_to_publication() {
    let mut facts = revision(&["launch.texts"]);
    assert_eq!(state(&facts, "build.approval"), TaskState::Ready);
    assert_eq!(state(&facts, "build.develop"), TaskState::NotApplicable);
    assert_eq!(
        state(&facts, "management.close_project"),
        TaskState::NotApplicable
    );
    assert!(is_begun_without(template(), &facts, Outcome::BuildNote));

    facts.approvals.insert(ApprovalSubject::EService);
    facts.launch_date = Some(date("2026-11-02"));
    settle(&mut facts);
    assert_eq!(state(&facts, "build.approval"), TaskState::Done);
    assert_eq!(lifecycle::advance(template(), &facts), Ok(Phase::Launch));

    facts.phase = Phase::Launch;
    settle(&mut facts);
    assert_eq!(state(&facts, "launch.texts"), TaskState::Ready);
    let texts = facts.tasks_of("launch.texts").next().unwrap().id;
    facts
        .tasks
        .iter_mut()
        .find(|task| task.id == texts)
        .unwrap()
        .state = TaskState::Done;
    let told = [
        Wanted::Finished(ArtefactKind::EditorialText),
        Wanted::Finished(ArtefactKind::AccessibilityStatement),
    ];
    leave(&mut facts, &told);
    settle(&mut facts);
    assert_eq!(state(&facts, "launch.publish"), TaskState::Ready);
    assert_eq!(lifecycle::publish(template(), &facts), Ok(Phase::Management));

    facts.phase = Phase::Management;
    facts.published_on = Some(facts.today);
    settle(&mut facts);
    assert_eq!(state(&facts, "launch.publish"), TaskState::Done);
    assert_eq!(state(&facts, "management.operation"), TaskState::Ready);
    // Nothing was handed over, since it was with owner and manager all the time.
    assert_eq!(lifecycle::advance(template(), &facts), Ok(Phase::FollowUp));
}

#[test]
fn phases_without_parts_are_passed_over() {
    let mut facts = revision(&["inventory.process_map"]);
    assert_eq!(facts.phase, Phase::Inventory);
    facts.documents.clear();
    crate::domain::given::do_all(&mut facts);
    // The pre-study was left out, so nothing waits for it; nothing is decided or prepared.
    assert!(
        gate::conditions(template(), &facts)
            .iter()
            .all(|condition| condition.satisfied)
    );
    assert_eq!(lifecycle::advance(template(), &facts), Ok(Phase::Build));
}

#[test]
fn a_first_turn_is_begun_without_nothing() {
    let facts = cycle_in(Phase::Build);
    assert!(!is_begun_without(template(), &facts, Outcome::ProcessMap));
}

#[test]
fn what_holds_is_taken_over_and_what_happened_stays_where_it_was() {
    assert!(holds_on(ArtefactKind::HandlingStep) && !holds_on(ArtefactKind::OperationCheck));
    let texts = parts(template(), &in_operation(), &chosen(&["launch.texts"]));
    let build = parts(template(), &in_operation(), &chosen(&["build.develop"]));
    assert!(documents(template(), &texts).contains(&DocumentKind::BuildNote));
    assert!(!documents(template(), &build).contains(&DocumentKind::BuildNote));
    assert!(documents(template(), &build).contains(&DocumentKind::Specification));

    use ApprovalSubject::*;
    let held = |parts: &[Part]| -> Vec<_> {
        let all = ApprovalSubject::ALL.iter().copied();
        all.filter(|subject| stays_held(template(), parts, *subject))
            .collect()
    };
    assert_eq!(held(&texts), [Design, Specification, Metrics, Test, Editorial]);
    assert_eq!(held(&build), [Metrics]);
}

#[test]
fn what_a_copy_names_is_the_copy() {
    let keys = HashMap::from([("old".to_owned(), "new".to_owned())]);
    let body = json!({ "step": "old", "others": ["old", "else"], "days": 3, "none": null });
    let expected = json!({ "step": "new", "others": ["new", "else"], "days": 3, "none": null });
    assert_eq!(moved(&body, &keys), expected);
}

#[test]
fn parts_are_added_with_those_that_they_need_until_their_phase_is_left() {
    let facts = revision(&["preparation.design"]);
    let add = |facts: &CycleFacts, more: &[&str]| {
        let (before, more) = (chosen(&["preparation.design"]), chosen(more));
        added(template(), facts, &in_operation(), &before, &more)
    };
    let building = add(&facts, &["build.develop"]).unwrap();
    for key in [
        "build.develop",
        "build.test",
        "build.editor_review",
        "preparation.specification",
    ] {
        assert!(building.activities.contains(key), "{key}");
    }
    assert!(
        !building.activities.contains("preparation.design"),
        "it was there"
    );
    use ApprovalSubject::*;
    assert_eq!(building.to_approve_anew, [Specification, Test, Editorial].into());
    assert_eq!(building.to_write_anew, [DocumentKind::BuildNote].into());
    assert_eq!(add(&facts, &["preparation.design"]), Err(AddRefusal::NothingNew));

    let passed = add(&facts, &["inventory.process_map"]).unwrap_err();
    let expected = vec!["inventory.needs".to_owned(), "inventory.process_map".to_owned()];
    assert_eq!(passed, AddRefusal::Passed(expected, Phase::Preparation));
    assert_ne!(
        passed.text(template(), Locale::Sv),
        passed.text(template(), Locale::En)
    );
    let mut published = facts.clone();
    published.published_on = Some(facts.today);
    assert_eq!(add(&published, &["launch.texts"]), Err(AddRefusal::NotUnderWay));
}

#[test]
fn a_part_that_only_a_decision_switches_on_comes_to_a_revision_in_which_nothing_is_decided() {
    let facts = revision(&["preparation.design"]);
    let before = chosen(&["preparation.design"]);
    let tested = added(
        template(),
        &facts,
        &in_operation(),
        &before,
        &chosen(&["build.test_group"]),
    )
    .unwrap();
    assert_eq!(tested.begun.unwrap().test_group, Some(true));

    let decided = chosen(&["decision.develop"]);
    let mut facts = revision(&["decision.develop"]);
    facts.test_group = Some(false);
    settle(&mut facts);
    let more = chosen(&["build.test_group"]);
    assert_eq!(
        added(template(), &facts, &in_operation(), &decided, &more),
        Err(AddRefusal::NothingNew)
    );
}
