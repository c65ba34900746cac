//! Working days.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The date that lies `days` working days after `date`, or before it where `days` is negative.
#[must_use]
pub fn add_working_days(date: NaiveDate, days: i32) -> NaiveDate {
    let mut at = date;
    for _ in 0..days.unsigned_abs() {
        loop {
            let next = if days > 0 {
                at.checked_add_days(Days::new(1))
            } else {
                at.checked_sub_days(Days::new(1))
            };
            let Some(next) = next else { return at };
            at = next;
            if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
                break;
            }
        }
    }
    at
}
