use ::entity::enums::Interval;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{super::*, a_date, day};
use crate::domain::calendar::add_intervals;

#[test]
fn the_first_due_date_is_one_interval_after_the_launch() {
    let launch = day("2026-09-15");
    assert_eq!(next_due(Interval::Weekly, launch, None), day("2026-09-22"));
    assert_eq!(next_due(Interval::Monthly, launch, None), day("2026-10-15"));
    assert_eq!(next_due(Interval::Quarterly, launch, None), day("2026-12-15"));
    assert_eq!(next_due(Interval::HalfYearly, launch, None), day("2027-03-15"));
    assert_eq!(next_due(Interval::Yearly, launch, None), day("2027-09-15"));
}

#[test]
fn the_ends_of_months_do_not_drift() {
    let launch = day("2027-01-31");
    let mut due_on = launch;
    let dates: Vec<_> = std::iter::repeat_with(|| {
        due_on = next_due(Interval::Monthly, launch, Some(due_on));
        due_on.to_string()
    })
    .take(4)
    .collect();
    assert_eq!(dates, ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
}

#[test]
fn a_measurement_on_time_moves_the_date_on_by_one_interval() {
    let done = record(
        Interval::Monthly,
        day("2026-01-15"),
        Some(day("2026-03-15")),
        day("2026-03-10"),
        day("2026-03-10"),
    );
    assert_eq!(
        done,
        Recording {
            answered: Some(day("2026-03-15")),
            late: false,
            next_due_on: Some(day("2026-04-15"))
        }
    );
}

#[test]
fn a_measurement_on_the_due_date_is_not_late_and_the_day_after_is() {
    assert_eq!(
        answers(Some(day("2026-03-15")), day("2026-03-15")),
        (Some(day("2026-03-15")), false)
    );
    assert_eq!(
        answers(Some(day("2026-03-15")), day("2026-03-16")),
        (Some(day("2026-03-15")), true)
    );
    assert_eq!(answers(None, day("2026-03-16")), (None, false));
}

#[test]
fn one_measurement_after_a_long_pause_answers_for_the_dates_that_were_missed() {
    let done = record(
        Interval::Weekly,
        day("2026-03-01"),
        Some(day("2026-03-08")),
        day("2026-03-25"),
        day("2026-03-25"),
    );
    assert_eq!(
        done,
        Recording {
            answered: Some(day("2026-03-08")),
            late: true,
            next_due_on: Some(day("2026-03-29"))
        }
    );
}

#[test]
fn a_late_recording_of_a_value_from_before_the_date_leaves_the_later_dates_to_be_answered() {
    let done = record(
        Interval::Weekly,
        day("2026-03-01"),
        Some(day("2026-03-08")),
        day("2026-03-07"),
        day("2026-03-25"),
    );
    assert_eq!(
        done,
        Recording {
            answered: Some(day("2026-03-08")),
            late: true,
            next_due_on: Some(day("2026-03-15"))
        }
    );
}

#[test]
fn a_correction_of_the_former_value_does_not_swallow_the_next_date() {
    let (launch, due_on) = (day("2026-01-15"), Some(day("2026-04-15")));
    let correction = record(
        Interval::Monthly,
        launch,
        due_on,
        day("2026-03-10"),
        day("2026-03-20"),
    );
    assert_eq!(
        correction,
        Recording {
            answered: None,
            late: false,
            next_due_on: due_on
        }
    );
    assert_eq!(
        opens_on(Interval::Monthly, launch, day("2026-04-15")),
        day("2026-03-16")
    );
    assert_eq!(opens_on(Interval::Monthly, launch, day("2026-02-15")), launch);
}

#[test]
fn a_period_begins_the_day_after_the_former_due_date() {
    let (launch, due_on) = (day("2026-01-15"), Some(day("2026-04-15")));
    let on = |measured_on: &str| {
        record(
            Interval::Monthly,
            launch,
            due_on,
            day(measured_on),
            day("2026-03-20"),
        )
    };
    assert_eq!(on("2026-03-15").answered, None);
    assert_eq!(on("2026-03-16").answered, due_on);
}

#[test]
fn what_is_not_due_answers_nothing_and_stays_so() {
    let extra = record(
        Interval::Yearly,
        day("2026-01-15"),
        None,
        day("2026-03-10"),
        day("2026-03-20"),
    );
    assert_eq!(
        extra,
        Recording {
            answered: None,
            late: false,
            next_due_on: None
        }
    );
}

#[test]
fn dates_at_the_ends_of_all_dates_do_not_panic() {
    for interval in Interval::ALL {
        for launch in [NaiveDate::MIN, day("2026-01-01"), NaiveDate::MAX] {
            for date in [NaiveDate::MIN, NaiveDate::MAX] {
                let _ = (
                    next_due(*interval, launch, Some(date)),
                    opens_on(*interval, launch, date),
                );
            }
        }
    }
}

fn an_interval() -> impl Strategy<Value = Interval> {
    prop::sample::select(Interval::ALL)
}

proptest! {
    #[test]
    fn the_next_due_date_is_the_first_of_the_grid_after_what_was_answered(
        interval in an_interval(), launch in a_date(), answered in a_date(),
    ) {
        let expected = (1..).map(|count| add_intervals(launch, interval, count)).find(|date| *date > answered);
        prop_assert_eq!(Some(next_due(interval, launch, Some(answered))), expected);
    }

    #[test]
    fn each_day_belongs_to_the_period_of_exactly_one_due_date(
        interval in an_interval(), launch in a_date(), after in 0_u64..3000,
    ) {
        let date = launch + Days::new(after);
        let open: Vec<_> = (1..)
            .map(|count| add_intervals(launch, interval, count))
            .take_while(|due_on| opens_on(interval, launch, *due_on) <= date)
            .filter(|due_on| date <= *due_on)
            .collect();
        prop_assert_eq!(open.len(), 1);
    }

    #[test]
    fn a_measurement_of_today_leaves_nothing_overdue(interval in an_interval(), launch in a_date(), days in 0_u64..2000) {
        let today = launch + Days::new(days);
        let due_on = next_due(interval, launch, None);
        let done = record(interval, launch, Some(due_on), today, today);
        prop_assert_eq!(done.answered, Some(due_on));
        prop_assert_eq!(done.late, today > due_on);
        prop_assert!(done.next_due_on > Some(today.max(due_on)));
    }
}
