#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::{demo::content::municipality, domain::calendar::Zone};

/// The stories of all e-services, told on a Tuesday.
fn stories() -> Vec<Vec<Step>> {
    let municipality = municipality().unwrap();
    let template = Template::parse("process.toml", Template::built_in()).unwrap();
    let days = Days::around("2026-11-24T13:00:00Z".parse().unwrap(), Zone::default());
    (0..municipality.e_services.len())
        .map(|index| story(&municipality, &template, &days, index))
        .collect()
}

#[test]
fn every_story_begins_with_an_idea_and_goes_forward_in_time() {
    for story in stories() {
        assert_eq!(story.first().unwrap().deed, Deed::Propose);
        assert!(story.is_sorted_by(|before, after| before.at < after.at));
    }
}

#[test]
fn every_story_is_over_when_the_demo_is_opened() {
    let days = Days::around("2026-11-24T13:00:00Z".parse().unwrap(), Zone::default());
    for story in stories() {
        assert!(story.last().unwrap().at < days.fresh_from());
    }
}

#[test]
fn everything_is_done_by_somebody() {
    for step in stories().into_iter().flatten() {
        assert!(!step.who.is_empty(), "{step:?}");
    }
}

#[test]
fn some_things_are_rejected_and_some_left_out() {
    let deeds: Vec<Deed> = stories().into_iter().flatten().map(|step| step.deed).collect();
    let count = |is: fn(&Deed) -> bool| deeds.iter().filter(|deed| is(deed)).count();
    assert!(count(|deed| matches!(deed, Deed::Reject(..))) >= 5);
    assert!(count(|deed| matches!(deed, Deed::Skip(..))) >= 5);
    assert!(count(|deed| matches!(deed, Deed::Comment(..))) >= 50);
}

#[test]
fn the_story_is_the_same_each_time_it_is_told() {
    assert_eq!(stories(), stories());
}
