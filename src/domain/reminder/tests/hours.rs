//! When a reminder goes out to a person who has hours of their own.

use ::entity::enums::NotificationKind as Kind;
use chrono::Timelike;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    calendar::is_working_day,
    notification::{Choices, Quiet},
};

fn quiet(from: u32, to: u32) -> Choices {
    Choices {
        quiet: Some(Quiet { from, to }),
        ..Choices::default()
    }
}

/// When a reminder about a day goes out that is told at a moment.
fn out(choices: &Choices, kind: Kind, about_on: &str, told_at: &str) -> Option<String> {
    let policy = Policy::default();
    let at = goes_out(&policy, choices, kind, day(about_on), at(told_at))?;
    let local = at.with_timezone(&policy.zone.tz());
    Some(local.format("%Y-%m-%d %H:%M").to_string())
}

#[test]
fn a_reminder_goes_out_at_an_hour_that_both_allow() {
    for (choices, told_at, goes_out_at) in [
        (quiet(20, 7), "2026-09-11 08:00", "2026-09-11 08:00"),
        (quiet(20, 10), "2026-09-11 08:00", "2026-09-11 10:00"),
        // Friday evening: Saturday at seven is no hour for reminders.
        (quiet(20, 7), "2026-09-11 21:00", "2026-09-14 08:00"),
    ] {
        let gone = out(&choices, Kind::MeasureOverdue, "2026-09-01", told_at);
        assert_eq!(gone.as_deref(), Some(goes_out_at));
    }
}

#[test]
fn quiet_hours_that_leave_no_hour_for_reminders_hold_them_only_until_they_end() {
    let by_night = quiet(6, 0);
    let gone = |kind, about_on| out(&by_night, kind, about_on, "2026-09-10 08:00");
    assert_eq!(
        gone(Kind::MeasureOverdue, "2026-09-01").as_deref(),
        Some("2026-09-11 00:00"),
        "a Friday"
    );
    assert_eq!(
        out(&by_night, Kind::MeasureOverdue, "2026-09-01", "2026-09-11 08:00").as_deref(),
        Some("2026-09-14 00:00"),
        "not in the night to a Saturday"
    );
    assert_eq!(
        gone(Kind::LaunchAhead, "2026-09-15").as_deref(),
        Some("2026-09-11 00:00")
    );
    assert_eq!(
        gone(Kind::LaunchToday, "2026-09-10"),
        None,
        "by then it is yesterday"
    );
}

proptest! {
    #[test]
    fn it_goes_out_within_days_outside_the_quiet_hours_and_on_a_working_day(
        (from, to) in (0_u32..24, 0_u32..24),
        hours in 0_i64..20_000,
    ) {
        let (policy, choices) = (Policy::default(), quiet(from, to));
        let told_at = at("2026-01-01 00:00") + chrono::Duration::hours(hours);
        let gone = goes_out(&policy, &choices, Kind::MeasureOverdue, day("2026-01-01"), told_at);
        let gone = gone.expect("what is late stays true");
        prop_assert!(gone >= told_at && gone - told_at < chrono::Duration::days(12), "{gone}");
        let local = gone.with_timezone(&policy.zone.tz());
        prop_assert!(!Quiet { from, to }.holds(local.hour()), "{local}");
        prop_assert!(is_working_day(local.date_naive()), "{local}");
        let room = (8..24).any(|hour| !Quiet { from, to }.holds(hour));
        prop_assert!(!room || local.hour() >= 8, "{local}");
        prop_assert_eq!(sending_to(&policy, &choices, Kind::MeasureOverdue, day("2026-01-01"), gone), Sending::Now);
    }
}
