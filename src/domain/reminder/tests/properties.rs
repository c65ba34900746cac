//! What must hold whatever the dates, the policy and the pattern of ticks.

use std::collections::BTreeSet;

use ::entity::enums::{NotificationKind, ReminderSeries, Role};
use chrono::{Days, TimeDelta, Timelike};
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::domain::calendar::is_working_day;

/// The ledger of one person, with the moments at which rows were made.
#[derive(Default)]
struct Ledger {
    keys: BTreeSet<String>,
    given: Vec<(DateTime<Utc>, Occurrence)>,
}

impl Ledger {
    /// One tick of the scheduler: what is due and not in the ledger goes in.
    fn tick(&mut self, policy: &Policy, facts: &Facts, now: DateTime<Utc>) -> usize {
        let due = due(policy, facts, now);
        let new = due
            .into_iter()
            .filter(|occurrence| self.keys.insert(occurrence.key()))
            .collect::<Vec<_>>();
        let count = new.len();
        self.given
            .extend(new.into_iter().map(|occurrence| (now, occurrence)));
        count
    }
}

fn a_date() -> impl Strategy<Value = NaiveDate> {
    // Christmas, Easter, Midsummer and both changes of the clock are near more often than not.
    const NEAR: [&str; 6] = [
        "2026-12-27",
        "2027-03-29",
        "2027-03-28",
        "2026-06-21",
        "2026-10-25",
        "2027-05-06",
    ];
    prop_oneof![
        (0_u64..1500).prop_map(|days| day("2026-01-01") + Days::new(days)),
        (prop::sample::select(&NEAR[..]), 0_u64..12).prop_map(|(near, days)| day(near) + Days::new(days)),
    ]
}

fn facts() -> impl Strategy<Value = Facts> {
    let series = prop::sample::select(ReminderSeries::ALL);
    (a_date(), series).prop_map(|(date, series)| Facts {
        series,
        ..launch_on(date)
    })
}

fn a_policy() -> impl Strategy<Value = Policy> {
    let steps = || vec((1_i64..8).prop_map(|days| Step::new(days, [Role::Owner])), 0..3);
    let plans = vec((vec(0_i64..20, 0..6), steps()), ReminderSeries::ALL.len());
    let other = (plans, 0_u32..48).prop_map(|(plans, half_hour)| {
        let mut policy = Policy::default();
        for (plan, (leads, overdue)) in policy.plans.iter_mut().zip(plans) {
            plan.leads = leads;
            plan.overdue = overdue;
        }
        policy.send_at = chrono::NaiveTime::from_num_seconds_from_midnight_opt(half_hour * 1800, 0).unwrap();
        policy
    });
    prop_oneof![Just(Policy::default()), other]
}

/// Hours between ticks: a scheduler that runs, stands still for days, and is restarted.
fn pauses() -> impl Strategy<Value = Vec<i64>> {
    vec(
        prop_oneof![4 => 1_i64..6, 2 => 6_i64..40, 1 => 40_i64..200],
        30..120,
    )
}

fn moved(facts: &Facts, days: i64) -> Facts {
    Facts {
        date: facts.date + TimeDelta::days(days),
        ..facts.clone()
    }
}

/// The instants of the ticks, from 35 days before the date.
fn ticks(policy: &Policy, facts: &Facts, pauses: &[i64]) -> Vec<DateTime<Utc>> {
    let start = policy
        .zone
        .instant(facts.date - Days::new(35), chrono::NaiveTime::MIN);
    let mut now = start;
    pauses
        .iter()
        .map(|hours| {
            now += TimeDelta::hours(*hours);
            now
        })
        .collect()
}

fn row_of(policy: &Policy, facts: &Facts) -> Vec<Occurrence> {
    upcoming(policy, facts, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC)
}

/// True where the local day and hour of an instant are such that a reminder may arrive: written down anew here.
fn is_a_fit_moment(policy: &Policy, occurrence: &Occurrence, now: DateTime<Utc>) -> bool {
    let local = now.with_timezone(&policy.zone.tz());
    let free_launch_day =
        occurrence.kind == NotificationKind::LaunchToday && local.date_naive() == occurrence.about_on;
    (is_working_day(local.date_naive()) || free_launch_day)
        && now >= policy.zone.instant(local.date_naive(), policy.send_at)
}

/// True where what it says is true on the local day.
fn tells_the_truth(policy: &Policy, occurrence: &Occurrence, now: DateTime<Utc>) -> bool {
    let today = now.with_timezone(&policy.zone.tz()).date_naive();
    use NotificationKind as K;
    match occurrence.kind {
        K::LaunchAhead | K::MeasureAhead => today < occurrence.about_on,
        K::LaunchToday => today == occurrence.about_on,
        K::MeasureDue => today >= occurrence.about_on,
        // They say how far the day is off, whichever way.
        K::PublicationDue | K::DeadlineAhead | K::ReportDue | K::CheckDue | K::TaskDue => true,
        _ => today > occurrence.about_on,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn each_is_given_once_in_order_and_one_at_a_time(policy in a_policy(), facts in facts(), pauses in pauses()) {
        let mut ledger = Ledger::default();
        for now in ticks(&policy, &facts, &pauses) {
            prop_assert!(ledger.tick(&policy, &facts, now) <= 1, "a burst");
            prop_assert_eq!(ledger.tick(&policy, &facts, now), 0, "again after a restart");
        }
        prop_assert!(ledger.given.is_sorted_by(|(_, a), (_, b)| a.send_at < b.send_at), "an old one after a newer one");
    }

    #[test]
    fn none_is_lost_unless_a_newer_one_came_or_no_tick_fitted(policy in a_policy(), facts in facts(), pauses in pauses()) {
        let ticks = ticks(&policy, &facts, &pauses);
        let mut ledger = Ledger::default();
        for now in &ticks {
            ledger.tick(&policy, &facts, *now);
        }
        let row = row_of(&policy, &facts);
        for (index, occurrence) in row.iter().enumerate() {
            let superseded_at = row.get(index + 1).map_or(DateTime::<Utc>::MAX_UTC, |next| next.send_at);
            let expected = ticks.iter().find(|now| {
                (occurrence.send_at..superseded_at).contains(*now)
                    && is_a_fit_moment(&policy, occurrence, **now)
                    && tells_the_truth(&policy, occurrence, **now)
            });
            let given = ledger.given.iter().find(|(_, given)| given == occurrence).map(|(at, _)| at);
            prop_assert_eq!(given, expected, "{}", occurrence.key());
        }
    }

    #[test]
    fn nothing_comes_at_a_wrong_hour_on_a_free_day_or_untrue(policy in a_policy(), facts in facts(), pauses in pauses()) {
        let mut ledger = Ledger::default();
        for now in ticks(&policy, &facts, &pauses) {
            ledger.tick(&policy, &facts, now);
        }
        for (now, occurrence) in &ledger.given {
            prop_assert!(is_a_fit_moment(&policy, occurrence, *now), "{} at {now}", occurrence.key());
            prop_assert!(tells_the_truth(&policy, occurrence, *now), "{} at {now}", occurrence.key());
        }
        for occurrence in row_of(&policy, &facts) {
            let local = occurrence.send_at.with_timezone(&policy.zone.tz());
            let skipped = local.hour() == 3 && local.minute() == 0 && policy.send_at.hour() == 2;
            prop_assert!(local.time() == policy.send_at || skipped, "planned for {local}");
            prop_assert!(is_a_fit_moment(&policy, &occurrence, occurrence.send_at));
            prop_assert!(tells_the_truth(&policy, &occurrence, occurrence.send_at));
        }
    }

    #[test]
    fn nothing_is_told_of_a_date_that_has_moved_or_a_reason_that_is_gone(
        policy in a_policy(),
        first in facts(),
        pauses in pauses(),
        moved_by in -30_i64..60,
        move_at in 0_usize..80,
        done_at in 0_usize..120,
    ) {
        let mut ledger = Ledger::default();
        for (index, now) in ticks(&policy, &first, &pauses).into_iter().enumerate() {
            let mut facts = if index < move_at { first.clone() } else { moved(&first, moved_by) };
            if index >= done_at {
                facts = done(facts);
            }
            let before = ledger.given.len();
            ledger.tick(&policy, &facts, now);
            for (_, occurrence) in &ledger.given[before..] {
                prop_assert_eq!(occurrence.about_on, facts.date);
                prop_assert!(still_holds(occurrence.kind, occurrence.about_on, &facts));
                prop_assert!(index < done_at, "told after it was done");
            }
            // What was given under other facts does not hold any more, and would be stopped at the moment of sending.
            for (_, occurrence) in &ledger.given {
                let reason_gone = occurrence.about_on != facts.date || !facts.open;
                prop_assert_eq!(still_holds(occurrence.kind, occurrence.about_on, &facts), !reason_gone);
            }
        }
        let keys: BTreeSet<_> = ledger.given.iter().map(|(_, occurrence)| occurrence.key()).collect();
        prop_assert_eq!(keys.len(), ledger.given.len(), "the same twice");
    }

    #[test]
    fn steps_ahead_are_those_from_after_the_date_was_set(policy in a_policy(), facts in facts(), hours in 0_i64..900) {
        let set = policy.zone.instant(facts.date, policy.send_at) - TimeDelta::hours(hours);
        let ahead = |it: &Occurrence| it.step > 0 && it.kind != kinds(facts.series)[2];
        let mut expected = row_of(&policy, &facts);
        expected.retain(|occurrence| !ahead(occurrence) || occurrence.send_at >= set);
        prop_assert_eq!(row_of(&policy, &set_at(facts.clone(), set)), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_a_running_scheduler_gives_is_what_the_simulator_foretold(policy in a_policy(), facts in facts(), offset in 0_u64..20) {
        let from = policy.zone.instant(facts.date - Days::new(32 - offset), chrono::NaiveTime::MIN);
        let to = from + TimeDelta::days(50);
        let mut ledger = Ledger::default();
        let mut now = from;
        while now < to {
            ledger.tick(&policy, &facts, now);
            now += TimeDelta::minutes(30);
        }
        // What was missed before the window is made up for at its beginning; the simulator does not foretell the past.
        let given: Vec<_> = ledger.given.into_iter().filter(|(_, it)| it.send_at >= from).collect();
        prop_assert!(given.iter().all(|(at, occurrence)| *at == occurrence.send_at), "late without a reason");
        let given: Vec<_> = given.into_iter().map(|(_, occurrence)| occurrence).collect();
        prop_assert_eq!(given, upcoming(&policy, &facts, from, to));
    }
}
