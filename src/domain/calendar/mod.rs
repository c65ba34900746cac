//! Days as the municipality counts them: public holidays, working days, intervals and the local time zone.
//!
//! Dates near the ends of what a date can hold give the last or first such date instead of an overflow, since dates come
//! from outside and nothing here may panic.

mod holidays;
mod zone;

#[cfg(test)]
mod tests;

use ::entity::enums::Interval;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use holidays::{holiday_name, is_holiday};
pub use zone::{UnknownZone, Zone};

/// True from Monday to Friday, except on a [holiday](is_holiday).
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(date)
}

/// The date itself where it is a working day, else the last working day before it.
#[must_use]
pub fn working_day_on_or_before(date: NaiveDate) -> NaiveDate {
    let mut day = date;
    while !is_working_day(day) {
        match day.pred_opt() {
            Some(before) => day = before,
            None => break,
        }
    }
    day
}

/// The date itself where it is a working day, else the first working day after it.
#[must_use]
pub fn working_day_on_or_after(date: NaiveDate) -> NaiveDate {
    let mut day = date;
    while !is_working_day(day) {
        match day.succ_opt() {
            Some(after) => day = after,
            None => break,
        }
    }
    day
}

/// The working day that lies so many working days after the date, or before it where `days` is negative.
///
/// Zero gives the date itself, also where that is no working day. One working day after a Saturday is the Monday.
#[must_use]
pub fn add_working_days(date: NaiveDate, days: i32) -> NaiveDate {
    let mut day = date;
    for _ in 0..days.unsigned_abs() {
        let next = if days > 0 { day.succ_opt() } else { day.pred_opt() };
        match next {
            Some(next) if days > 0 => day = working_day_on_or_after(next),
            Some(next) => day = working_day_on_or_before(next),
            None => break,
        }
    }
    day
}

/// The date one interval later; the last day of the month where that month has no such day.
#[must_use]
pub fn add_interval(date: NaiveDate, interval: Interval) -> NaiveDate {
    add_intervals(date, interval, 1)
}

/// The date so many intervals later, counted from the date in one go: three months after 31 January is 30 April, whatever
/// February had.
#[must_use]
pub fn add_intervals(date: NaiveDate, interval: Interval, count: u32) -> NaiveDate {
    let later = match months(interval) {
        None => date.checked_add_days(Days::new(7 * u64::from(count))),
        Some(months) => count
            .checked_mul(months)
            .and_then(|months| date.checked_add_months(Months::new(months))),
    };
    later.unwrap_or(NaiveDate::MAX)
}

/// How many months an interval has; none for the week.
pub(super) const fn months(interval: Interval) -> Option<u32> {
    match interval {
        Interval::Weekly => None,
        Interval::Monthly => Some(1),
        Interval::Quarterly => Some(3),
        Interval::HalfYearly => Some(6),
        Interval::Yearly => Some(12),
    }
}
