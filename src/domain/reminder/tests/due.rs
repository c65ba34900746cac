//! What is due, what still holds, and when it may go out.

use ::entity::enums::NotificationKind;

use super::*;

fn due_at(facts: &Facts, now: &str) -> Vec<String> {
    told(&due(&Policy::default(), facts, at(now)))
}

#[test]
fn nothing_is_due_a_minute_before_its_moment() {
    let facts = launch_on(day("2026-09-15"));
    assert!(due_at(&facts, "2026-08-14 07:59").is_empty());
    assert_eq!(
        due_at(&facts, "2026-08-14 08:00"),
        ["launch_ahead 30 2026-08-14 08:00"]
    );
}

#[test]
fn after_three_days_of_standing_still_the_newest_is_due_and_only_that() {
    let facts = launch_on(day("2026-09-15"));
    assert_eq!(
        due_at(&facts, "2026-09-11 10:00"),
        ["launch_ahead 7 2026-09-08 08:00"]
    );
    assert_eq!(
        due_at(&facts, "2026-09-14 10:00"),
        ["launch_ahead 1 2026-09-14 08:00"]
    );
    assert_eq!(
        due_at(&facts, "2026-09-30 10:00"),
        ["launch_overdue 5 2026-09-22 08:00"]
    );
}

#[test]
fn what_is_late_waits_for_the_morning_of_a_working_day() {
    // Friday 11 September was missed.
    let facts = measure_on(day("2026-09-25"));
    assert!(due_at(&facts, "2026-09-12 12:00").is_empty(), "Saturday");
    assert!(due_at(&facts, "2026-09-13 22:00").is_empty(), "Sunday night");
    assert!(due_at(&facts, "2026-09-14 03:00").is_empty(), "Monday night");
    assert_eq!(
        due_at(&facts, "2026-09-14 08:00"),
        ["measure_ahead 14 2026-09-11 08:00"]
    );
}

#[test]
fn a_step_ahead_is_never_due_on_the_date_or_later() {
    // The Friday before Monday 21 September was missed, and so is the morning of the day itself.
    let facts = launch_on(day("2026-09-21"));
    assert!(due_at(&facts, "2026-09-20 09:00").is_empty(), "Sunday");
    assert!(
        due_at(&facts, "2026-09-21 07:00").is_empty(),
        "before the moment of the day itself"
    );
    assert_eq!(
        due_at(&facts, "2026-09-21 08:00"),
        ["launch_today 0 2026-09-21 08:00"]
    );
}

#[test]
fn a_launch_on_a_free_day_is_announced_on_that_day_and_no_other() {
    let facts = launch_on(day("2026-12-24"));
    assert_eq!(
        due_at(&facts, "2026-12-24 08:00"),
        ["launch_today 0 2026-12-24 08:00"]
    );
    assert!(
        due_at(&facts, "2026-12-25 08:00").is_empty(),
        "it would say today on the wrong day"
    );
    assert_eq!(
        due_at(&facts, "2026-12-28 08:00"),
        ["launch_overdue 1 2026-12-28 08:00"]
    );
}

#[test]
fn steps_from_before_the_date_was_set_are_left_out() {
    let facts = set_at(launch_on(day("2026-09-15")), at("2026-09-04 11:00"));
    assert!(
        due_at(&facts, "2026-09-04 11:00").is_empty(),
        "the fourteen days have just passed"
    );
    assert_eq!(
        due_at(&facts, "2026-09-08 08:00"),
        ["launch_ahead 7 2026-09-08 08:00"]
    );

    let set_at_the_moment = set_at(launch_on(day("2026-09-15")), at("2026-09-01 08:00"));
    assert_eq!(
        due_at(&set_at_the_moment, "2026-09-01 08:00"),
        ["launch_ahead 14 2026-09-01 08:00"]
    );

    let weekly = set_at(measure_on(day("2026-09-22")), at("2026-09-15 11:00"));
    assert_eq!(told(&whole_row(&weekly))[0], "measure_due 0 2026-09-22 08:00");

    let set_on_the_day = set_at(launch_on(day("2026-09-15")), at("2026-09-15 11:00"));
    assert_eq!(
        due_at(&set_on_the_day, "2026-09-15 11:00"),
        ["launch_today 0 2026-09-15 08:00"]
    );
}

#[test]
fn nothing_is_due_once_it_is_done() {
    let facts = done(launch_on(day("2026-09-15")));
    assert!(due_at(&facts, "2026-09-30 10:00").is_empty());
    assert!(!still_holds(
        NotificationKind::LaunchToday,
        day("2026-09-15"),
        &facts
    ));
}

#[test]
fn a_launch_counts_once_it_is_approved_or_prepared_and_until_it_is_published() {
    use Phase::{Build, Launch};
    assert!(!launch_is_open(Build, false, false));
    assert!(launch_is_open(Build, true, false));
    assert!(launch_is_open(Launch, false, false));
    assert!(!launch_is_open(Launch, true, true));
}

#[test]
fn a_reminder_holds_until_its_date_moves_or_its_reason_is_gone() {
    let launch = launch_on(day("2026-09-15"));
    assert!(still_holds(
        NotificationKind::LaunchAhead,
        day("2026-09-15"),
        &launch
    ));
    assert!(
        !still_holds(NotificationKind::LaunchAhead, day("2026-09-14"), &launch),
        "moved"
    );
    assert!(!still_holds(
        NotificationKind::LaunchAhead,
        day("2026-09-15"),
        &done(launch.clone())
    ));
    let measure = measure_on(day("2026-09-15"));
    assert!(still_holds(
        NotificationKind::MeasureOverdue,
        day("2026-09-15"),
        &measure
    ));
    assert!(
        !still_holds(NotificationKind::MeasureOverdue, day("2026-06-15"), &measure),
        "measured since"
    );
    assert!(
        !still_holds(NotificationKind::MeasureDue, day("2026-09-15"), &launch),
        "another kind of thing"
    );
    assert!(!still_holds(
        NotificationKind::TaskAssigned,
        day("2026-09-15"),
        &launch
    ));
}

#[test]
fn the_sender_learns_whether_to_send_to_wait_or_to_let_it_be() {
    let policy = Policy::default();
    let asked = |kind, about: &str, now: &str| sending(&policy, kind, day(about), at(now));
    use NotificationKind::{LaunchAhead, LaunchToday, MeasureDue, TaskAssigned};
    assert_eq!(asked(LaunchAhead, "2026-09-15", "2026-09-11 17:00"), Sending::Now);
    assert_eq!(
        asked(LaunchAhead, "2026-09-15", "2026-09-12 17:00"),
        Sending::Later(at("2026-09-14 08:00"))
    );
    assert_eq!(
        asked(LaunchAhead, "2026-09-14", "2026-09-12 17:00"),
        Sending::Never
    );
    assert_eq!(
        asked(LaunchToday, "2026-09-13", "2026-09-13 07:00"),
        Sending::Later(at("2026-09-13 08:00"))
    );
    assert_eq!(asked(LaunchToday, "2026-09-13", "2026-09-13 23:59"), Sending::Now);
    assert_eq!(
        asked(LaunchToday, "2026-09-13", "2026-09-14 08:00"),
        Sending::Never
    );
    assert_eq!(
        asked(MeasureDue, "2026-09-11", "2026-09-13 23:59"),
        Sending::Later(at("2026-09-14 08:00"))
    );
    assert_eq!(
        asked(TaskAssigned, "2026-09-11", "2026-09-13 23:59"),
        Sending::Now
    );
}
