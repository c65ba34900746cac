//! How and when mails reach people, by example and by property.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use ::entity::enums::{
    DeliveryMode as Mode, NotificationCategory as Category, NotificationKind as Kind, Role,
};
use chrono::{DateTime, Timelike, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{Zone, is_working_day};

/// "2026-09-01 08:00" on the clock in Stockholm.
fn at(text: &str) -> DateTime<Utc> {
    let (date, time) = text.split_once(' ').unwrap();
    Zone::default().instant(date.parse().unwrap(), format!("{time}:00").parse().unwrap())
}

fn local(instant: DateTime<Utc>) -> String {
    instant
        .with_timezone(&Zone::default().tz())
        .format("%a %Y-%m-%d %H:%M")
        .to_string()
}

fn goes_out(choices: &Choices, kind: Kind, now: &str) -> String {
    local(may_go_out(choices, Zone::default(), &entry(kind), at(now)))
}

fn way_of(choices: &Choices, kind: Kind, now: &str) -> String {
    match way(choices, Zone::default(), &entry(kind), Some(Role::Owner), at(now)) {
        Way::ByItself => "by itself".to_owned(),
        Way::Gathered(at) => local(at),
        Way::Not => "not".to_owned(),
    }
}

fn with(category: Category, mode: Mode) -> Choices {
    Choices {
        modes: [(category, mode)].into(),
        ..Choices::default()
    }
}

#[test]
fn every_kind_has_a_row_with_words_of_its_own() {
    let mut names: Vec<_> = Kind::ALL.iter().map(|kind| entry(*kind).name.sv).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
}

#[test]
fn a_mail_waits_for_the_end_of_the_quiet_hours() {
    let usual = Choices::default();
    assert_eq!(
        goes_out(&usual, Kind::TaskAssigned, "2026-09-01 19:59"),
        "Tue 2026-09-01 19:59"
    );
    assert_eq!(
        goes_out(&usual, Kind::TaskAssigned, "2026-09-01 20:00"),
        "Wed 2026-09-02 07:00"
    );
    assert_eq!(
        goes_out(&usual, Kind::TaskAssigned, "2026-09-02 06:59"),
        "Wed 2026-09-02 07:00"
    );
    let lunch = Choices {
        quiet: Some(Quiet { from: 12, to: 13 }),
        ..Choices::default()
    };
    assert_eq!(
        goes_out(&lunch, Kind::TaskAssigned, "2026-09-02 12:30"),
        "Wed 2026-09-02 13:00"
    );
}

#[test]
fn a_mail_waits_for_a_working_day_but_a_reminder_follows_its_own_rule_for_days() {
    let usual = Choices::default();
    assert_eq!(
        goes_out(&usual, Kind::TaskAssigned, "2026-09-05 10:00"),
        "Mon 2026-09-07 07:00"
    );
    assert_eq!(
        goes_out(&usual, Kind::TaskAssigned, "2026-12-24 10:00"),
        "Mon 2026-12-28 07:00",
        "Christmas"
    );
    assert_eq!(
        goes_out(&usual, Kind::LaunchToday, "2026-09-05 10:00"),
        "Sat 2026-09-05 10:00"
    );
    let any_day = Choices {
        on_free_days: true,
        ..Choices::default()
    };
    assert_eq!(
        goes_out(&any_day, Kind::TaskAssigned, "2026-09-05 10:00"),
        "Sat 2026-09-05 10:00"
    );
}

#[test]
fn a_notice_about_the_account_comes_at_any_hour_and_cannot_be_turned_off() {
    let usual = Choices::default();
    assert_eq!(
        goes_out(&usual, Kind::PasswordChanged, "2026-09-06 03:00"),
        "Sun 2026-09-06 03:00"
    );
    assert_eq!(
        with(Category::Account, Mode::Off).check(),
        Err(UnknownChoice::Account)
    );
    let away = Choices {
        away: Some(Away {
            from: "2026-09-01".parse().unwrap(),
            until: "2026-09-30".parse().unwrap(),
            substitute: None,
        }),
        ..Choices::default()
    };
    assert_eq!(
        way_of(&away, Kind::PasswordChanged, "2026-09-06 03:00"),
        "by itself"
    );
    assert_eq!(
        way_of(&away, Kind::TaskAssigned, "2026-09-06 03:00"),
        "Thu 2026-10-01 08:00"
    );
}

#[test]
fn a_digest_comes_on_the_next_working_day_at_its_hour() {
    let daily = with(Category::Task, Mode::Daily);
    assert_eq!(
        way_of(&daily, Kind::TaskAssigned, "2026-09-04 07:59"),
        "Fri 2026-09-04 08:00"
    );
    assert_eq!(
        way_of(&daily, Kind::TaskAssigned, "2026-09-04 08:00"),
        "Mon 2026-09-07 08:00"
    );
    assert_eq!(
        way_of(&daily, Kind::LaunchMoved, "2026-09-04 08:00"),
        "by itself",
        "another category"
    );
}

#[test]
fn a_weekly_digest_on_a_free_day_comes_on_the_working_day_after_it() {
    let weekly = with(Category::Task, Mode::Weekly);
    assert_eq!(
        way_of(&weekly, Kind::TaskAssigned, "2026-09-03 12:00"),
        "Mon 2026-09-07 08:00"
    );
    // Easter Monday 2027 is 29 March.
    assert_eq!(
        way_of(&weekly, Kind::TaskAssigned, "2027-03-25 12:00"),
        "Tue 2027-03-30 08:00"
    );
    assert_eq!(
        way_of(&weekly, Kind::TaskAssigned, "2027-03-30 08:00"),
        "Mon 2027-04-05 08:00"
    );
}

#[test]
fn the_overview_comes_on_the_first_working_day_of_the_week() {
    let usual = Choices::default();
    let next = |now| local(next_overview(&usual, Zone::default(), at(now)));
    assert_eq!(next("2026-09-03 12:00"), "Mon 2026-09-07 08:00");
    assert_eq!(next("2027-03-26 12:00"), "Tue 2027-03-30 08:00");
}

#[test]
fn what_is_off_is_in_the_app_only() {
    assert_eq!(
        way_of(
            &with(Category::Task, Mode::Off),
            Kind::TaskAssigned,
            "2026-09-03 12:00"
        ),
        "not"
    );
}

#[test]
fn choices_with_an_hour_or_a_zone_that_there_is_not_are_refused() {
    let hour = Choices {
        digest_hour: 24,
        ..Choices::default()
    };
    assert_eq!(hour.check(), Err(UnknownChoice::Hour("digestHour")));
    let zone = Choices {
        time_zone: Some("Europe/Kumla".into()),
        ..Choices::default()
    };
    assert_eq!(zone.check(), Err(UnknownChoice::TimeZone));
    assert_eq!(Choices::default().check(), Ok(()));
}

#[test]
fn choices_come_back_from_json_as_they_were() {
    let choices = with(Category::FollowUp, Mode::Weekly);
    let json = serde_json::to_value(&choices).unwrap();
    assert_eq!(serde_json::from_value::<Choices>(json).unwrap(), choices);
    assert_eq!(serde_json::from_str::<Choices>("{}").unwrap(), Choices::default());
}

proptest! {
    #[test]
    fn a_mail_is_held_for_days_at_most_and_comes_out_of_quiet_hours(
        minutes in 0_i64..1_000_000, from in 0_u32..24, to in 0_u32..24, on_free_days: bool,
    ) {
        let choices = Choices { quiet: Some(Quiet { from, to }), on_free_days, ..Choices::default() };
        let now = at("2026-01-01 00:00") + chrono::Duration::minutes(minutes);
        let out = may_go_out(&choices, Zone::default(), &entry(Kind::TaskAssigned), now);
        prop_assert!(out >= now);
        prop_assert!(out - now < chrono::Duration::days(8));
        let there = out.with_timezone(&Zone::default().tz());
        prop_assert!(!choices.quiet.unwrap().holds(there.hour()), "{there}");
        prop_assert!(on_free_days || is_working_day(there.date_naive()), "{there}");
        prop_assert_eq!(may_go_out(&choices, Zone::default(), &entry(Kind::TaskAssigned), out), out);
    }

    #[test]
    fn a_digest_lies_ahead_and_within_eleven_days(minutes in 0_i64..1_000_000, weekly: bool, hour in 0_u32..24) {
        let mode = if weekly { Mode::Weekly } else { Mode::Daily };
        let choices = Choices { digest_hour: hour, ..with(Category::Task, mode) };
        let now = at("2026-01-01 00:00") + chrono::Duration::minutes(minutes);
        match way(&choices, Zone::default(), &entry(Kind::TaskAssigned), None, now) {
            Way::Gathered(slot) => {
                prop_assert!(slot > now && slot - now < chrono::Duration::days(13), "{slot}");
                prop_assert!(is_working_day(Zone::default().date_of(slot)));
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
