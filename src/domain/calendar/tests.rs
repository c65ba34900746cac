//! The calendar by published dates, by example and by property.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;

use ::entity::enums::Interval;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The movable free days as published, one year a row.
const MOVABLE: &[(&str, [&str; 5], [&str; 3])] = &[
    // Långfredagen, Påskdagen, Annandag påsk, Kristi himmelsfärdsdag, Pingstdagen; Midsommarafton, Midsommardagen, Alla helgons dag
    (
        "2024",
        ["03-29", "03-31", "04-01", "05-09", "05-19"],
        ["06-21", "06-22", "11-02"],
    ),
    (
        "2025",
        ["04-18", "04-20", "04-21", "05-29", "06-08"],
        ["06-20", "06-21", "11-01"],
    ),
    (
        "2026",
        ["04-03", "04-05", "04-06", "05-14", "05-24"],
        ["06-19", "06-20", "10-31"],
    ),
    (
        "2027",
        ["03-26", "03-28", "03-29", "05-06", "05-16"],
        ["06-25", "06-26", "11-06"],
    ),
    (
        "2028",
        ["04-14", "04-16", "04-17", "05-25", "06-04"],
        ["06-23", "06-24", "11-04"],
    ),
    (
        "2029",
        ["03-30", "04-01", "04-02", "05-10", "05-20"],
        ["06-22", "06-23", "11-03"],
    ),
    (
        "2030",
        ["04-19", "04-21", "04-22", "05-30", "06-09"],
        ["06-21", "06-22", "11-02"],
    ),
];

const FIXED: &[(&str, &str)] = &[
    ("01-01", "Nyårsdagen"),
    ("01-06", "Trettondedag jul"),
    ("05-01", "Första maj"),
    ("06-06", "Sveriges nationaldag"),
    ("12-24", "Julafton"),
    ("12-25", "Juldagen"),
    ("12-26", "Annandag jul"),
    ("12-31", "Nyårsafton"),
];

#[test]
fn the_holidays_of_2024_to_2030_are_those_published_and_no_others() {
    let mut published = BTreeMap::new();
    for (year, around_easter, on_a_weekday) in MOVABLE {
        let date = |month_and_day: &str| day(&format!("{year}-{month_and_day}"));
        for (month_and_day, name) in FIXED {
            published.insert(date(month_and_day), *name);
        }
        let names = [
            "Långfredagen",
            "Påskdagen",
            "Annandag påsk",
            "Kristi himmelsfärdsdag",
            "Pingstdagen",
        ];
        published.extend(around_easter.iter().map(|text| date(text)).zip(names));
        let names = ["Midsommarafton", "Midsommardagen", "Alla helgons dag"];
        published.extend(on_a_weekday.iter().map(|text| date(text)).zip(names));
    }
    assert_eq!(published.len(), 7 * 16);

    let computed: BTreeMap<_, _> = day("2024-01-01")
        .iter_days()
        .take_while(|date| *date < day("2031-01-01"))
        .filter_map(|date| Some((date, holiday_name(date)?)))
        .collect();

    assert_eq!(computed, published);
}

#[test]
fn easter_is_right_where_its_rule_has_exceptions() {
    for easter in [
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2285-03-22",
    ] {
        assert_eq!(holiday_name(day(easter)), Some("Påskdagen"), "{easter}");
    }
}

#[test]
fn a_holiday_with_a_date_of_its_own_gives_the_name_where_two_meet() {
    assert_eq!(
        holiday_name(day("2008-05-01")),
        Some("Första maj"),
        "also Kristi himmelsfärdsdag"
    );
}

#[test]
fn working_days_leave_out_weekends_and_holidays() {
    // Christmas 2026: Thursday 24 to Sunday 27 December are free.
    assert!(is_working_day(day("2026-12-23")));
    assert!(!is_working_day(day("2026-12-24")));
    assert!(!is_working_day(day("2026-12-27")));
    assert_eq!(working_day_on_or_before(day("2026-12-27")), day("2026-12-23"));
    assert_eq!(working_day_on_or_after(day("2026-12-24")), day("2026-12-28"));
    assert_eq!(working_day_on_or_after(day("2026-12-23")), day("2026-12-23"));
    assert_eq!(working_day_on_or_before(day("2026-12-23")), day("2026-12-23"));
}

#[test]
fn working_days_are_added_over_free_days_in_both_directions() {
    assert_eq!(add_working_days(day("2026-12-23"), 1), day("2026-12-28"));
    assert_eq!(add_working_days(day("2026-12-28"), -1), day("2026-12-23"));
    assert_eq!(
        add_working_days(day("2026-12-26"), 0),
        day("2026-12-26"),
        "zero is the date itself, free or not"
    );
    assert_eq!(
        add_working_days(day("2026-12-26"), 1),
        day("2026-12-28"),
        "one after a Saturday is the Monday"
    );
    assert_eq!(
        add_working_days(day("2026-05-13"), 2),
        day("2026-05-18"),
        "over Kristi himmelsfärdsdag and a weekend"
    );
}

#[test]
fn an_interval_keeps_the_day_or_takes_the_last_of_a_shorter_month() {
    let from = day("2027-01-31");
    assert_eq!(add_interval(from, Interval::Weekly), day("2027-02-07"));
    assert_eq!(add_interval(from, Interval::Monthly), day("2027-02-28"));
    assert_eq!(
        add_interval(day("2028-01-31"), Interval::Monthly),
        day("2028-02-29")
    );
    assert_eq!(add_interval(from, Interval::Quarterly), day("2027-04-30"));
    assert_eq!(add_interval(from, Interval::HalfYearly), day("2027-07-31"));
    assert_eq!(
        add_interval(day("2028-02-29"), Interval::Yearly),
        day("2029-02-28")
    );
    assert_eq!(
        add_intervals(from, Interval::Monthly, 2),
        day("2027-03-31"),
        "counted in one go, so without drift"
    );
}

#[test]
fn local_dates_and_times_follow_summer_and_winter_time() {
    let stockholm = Zone::default();
    assert_eq!(
        stockholm.instant(day("2026-01-15"), time("08:00:00")),
        utc("2026-01-15T07:00:00Z")
    );
    assert_eq!(
        stockholm.instant(day("2026-07-15"), time("08:00:00")),
        utc("2026-07-15T06:00:00Z")
    );
    assert_eq!(stockholm.date_of(utc("2026-01-15T23:30:00Z")), day("2026-01-16"));
    assert_eq!(stockholm.date_of(utc("2026-07-15T21:59:59Z")), day("2026-07-15"));
    assert_eq!(stockholm.date_of(utc("2026-07-15T22:00:00Z")), day("2026-07-16"));
}

#[test]
fn a_time_that_the_clock_skips_is_the_first_instant_after_the_gap() {
    let stockholm = Zone::default();
    for skipped in ["02:00:00", "02:30:30", "02:59:59"] {
        assert_eq!(
            stockholm.instant(day("2026-03-29"), time(skipped)),
            utc("2026-03-29T01:00:00Z"),
            "{skipped}"
        );
    }
    let apia: Zone = "Pacific/Apia".parse().unwrap();
    assert_eq!(
        apia.instant(day("2011-12-30"), time("08:00:00")),
        utc("2011-12-30T10:00:00Z"),
        "a day left out"
    );
}

#[test]
fn a_time_that_comes_twice_is_the_earlier_instant() {
    assert_eq!(
        Zone::default().instant(day("2026-10-25"), time("02:30:00")),
        utc("2026-10-25T00:30:00Z")
    );
}

#[test]
fn a_zone_is_read_from_its_name_and_a_wrong_name_is_refused_with_a_hint() {
    let zone: Zone = " Europe/Helsinki ".parse().unwrap();
    assert_eq!(zone.to_string(), "Europe/Helsinki");
    assert_eq!(Zone::default().to_string(), "Europe/Stockholm");
    let refused = "Stockholm".parse::<Zone>().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "'Stockholm' is no time zone; give an IANA name such as Europe/Stockholm"
    );
}

#[test]
fn the_ends_of_all_dates_are_reached_without_a_panic() {
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        let _ = (working_day_on_or_before(date), working_day_on_or_after(date));
        let _ = (add_working_days(date, 3), add_working_days(date, -3));
        for zone in [
            Zone::default(),
            "Pacific/Apia".parse().unwrap(),
            "Pacific/Pago_Pago".parse().unwrap(),
        ] {
            for text in ["00:00:00", "23:59:59"] {
                let _ = zone.date_of(zone.instant(date, time(text)));
            }
            let _ = (
                zone.date_of(DateTime::<Utc>::MIN_UTC),
                zone.date_of(DateTime::<Utc>::MAX_UTC),
            );
        }
    }
    assert_eq!(
        add_intervals(day("2026-01-01"), Interval::Yearly, u32::MAX),
        NaiveDate::MAX
    );
    assert_eq!(add_interval(NaiveDate::MAX, Interval::Weekly), NaiveDate::MAX);
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..40_000).prop_map(|days| day("2000-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn as_many_working_days_lie_between_as_were_added(date in any_date(), days in 1_i32..40) {
        let later = add_working_days(date, days);
        prop_assert!(is_working_day(later));
        let between = date.iter_days().skip(1).take_while(|day| *day <= later).filter(|day| is_working_day(*day));
        prop_assert_eq!(between.count(), usize::try_from(days).unwrap());
        prop_assert_eq!(add_working_days(later, -days), working_day_on_or_before(date));
    }

    #[test]
    fn moving_to_a_working_day_passes_none(date in any_date()) {
        let (before, after) = (working_day_on_or_before(date), working_day_on_or_after(date));
        prop_assert!(is_working_day(before) && is_working_day(after) && before <= date && date <= after);
        if before < after {
            prop_assert_eq!(before.iter_days().skip(1).take_while(|day| *day < after).find(|day| is_working_day(*day)), None);
        }
        prop_assert!(after.signed_duration_since(before).num_days() <= 6, "never more than five free days in a row");
    }

    #[test]
    fn an_instant_is_on_its_date_and_its_time_can_be_read_back(date in any_date(), minute in 0_u32..24 * 60) {
        let zone = Zone::default();
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
        let instant = zone.instant(date, time);
        prop_assert_eq!(zone.date_of(instant), date);
        let local = instant.with_timezone(&zone.tz()).time();
        let skipped = time >= "02:00:00".parse().unwrap() && local == "03:00:00".parse().unwrap();
        prop_assert!(local == time || skipped, "{} for {}", local, time);
    }
}
