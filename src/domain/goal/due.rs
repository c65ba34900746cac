//! When a metric is to be measured, and which due date a measurement answers.
//!
//! The due dates are a grid: the launch and every whole number of intervals after it, each counted from the launch, so that
//! a metric of an e-service launched on 31 January is due on 28 February and again on 31 March. Each due date has its
//! period, from the day after the former due date (or from the launch day) until it is answered.

use ::entity::enums::Interval;
use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::{add_intervals, months};

/// The first due date after what has been answered: launch + k × interval, with k at least 1.
///
/// `answered` is the due date that was answered or the day that was measured, whichever is later; none where nothing has
/// been measured yet. So one measurement after a long pause answers for all the due dates that were missed.
#[must_use]
pub fn next_due(interval: Interval, launch: NaiveDate, answered: Option<NaiveDate>) -> NaiveDate {
    add_intervals(
        launch,
        interval,
        intervals_to_pass(interval, launch, answered.unwrap_or(launch)),
    )
}

/// The first day whose measurement answers the due date: the day after the former due date, or the launch day for the
/// first one.
#[must_use]
pub fn opens_on(interval: Interval, launch: NaiveDate, due_on: NaiveDate) -> NaiveDate {
    let day_before = due_on.pred_opt().unwrap_or(due_on);
    match intervals_to_pass(interval, launch, day_before) {
        1 => launch,
        count => add_intervals(launch, interval, count - 1)
            .succ_opt()
            .unwrap_or(NaiveDate::MAX),
    }
}

/// The smallest number of intervals, at least 1, that leads from the launch to later than the date.
fn intervals_to_pass(interval: Interval, launch: NaiveDate, date: NaiveDate) -> u32 {
    let whole = match months(interval) {
        None => date.signed_duration_since(launch).num_days() / 7,
        Some(months) => (month_number(date) - month_number(launch)) / i64::from(months),
    };
    let mut count = u32::try_from(whole).unwrap_or(0).max(1);
    // At most twice: the whole intervals are counted by months, and the day in the month may add one.
    loop {
        let due_on = add_intervals(launch, interval, count);
        if due_on > date || due_on == NaiveDate::MAX {
            return count;
        }
        count += 1;
    }
}

/// What is recorded on a day while a due date stands: the due date that it answers, and whether that is late.
///
/// `due_on` is none where nothing is due, or where the measured day lies before the [period](opens_on) of the due date.
#[must_use]
pub fn answers(due_on: Option<NaiveDate>, recorded_on: NaiveDate) -> (Option<NaiveDate>, bool) {
    (due_on, due_on.is_some_and(|due_on| recorded_on > due_on))
}

/// What recording a measurement does to its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The due date that it answers; none for an extra, a corrected or an older value.
    pub answered: Option<NaiveDate>,
    /// True where it was recorded after that date.
    pub late: bool,
    /// When to measure next; as before where nothing was answered.
    pub next_due_on: Option<NaiveDate>,
}

/// What happens to a metric that is due on `due_on` (none: it is not measured now) when a value that holds for
/// `measured_on` is recorded on `recorded_on`.
///
/// A value for a day before the period of the due date answers nothing: a correction of the former value or a belated older
/// one must not swallow the next date.
#[must_use]
pub fn record(
    interval: Interval,
    launch: NaiveDate,
    due_on: Option<NaiveDate>,
    measured_on: NaiveDate,
    recorded_on: NaiveDate,
) -> Recording {
    let open = due_on.filter(|due_on| measured_on >= opens_on(interval, launch, *due_on));
    let (answered, late) = answers(open, recorded_on);
    let next_due_on = match answered {
        Some(answered) => Some(next_due(interval, launch, Some(answered.max(measured_on)))),
        None => due_on,
    };
    Recording {
        answered,
        late,
        next_due_on,
    }
}

/// Months since the year 0.
fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}
