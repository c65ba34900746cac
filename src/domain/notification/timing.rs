//! How and when a mail reaches a person, from what they chose.

use ::entity::enums::{DeliveryMode as Mode, Role};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use super::{Choices, Entry};
use crate::domain::calendar::{Zone, is_working_day, working_day_on_or_after};

/// How a notification leaves the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By itself, as soon as [`may_go_out`] lets it.
    ByItself,
    /// In the digest of this moment.
    Gathered(DateTime<Utc>),
    /// Not at all: it is in the app only.
    Not,
}

/// How a notification that is told now goes out.
///
/// While somebody is away everything but notices about their account waits for the morning on which they are back.
#[must_use]
pub fn way(
    choices: &Choices,
    municipality: Zone,
    entry: &Entry,
    role: Option<Role>,
    now: DateTime<Utc>,
) -> Way {
    if entry.is_security() {
        return Way::ByItself;
    }
    let zone = choices.zone(municipality);
    let mode = choices.mode(entry, role);
    if mode == Mode::Off {
        return Way::Not;
    }
    if let Some(away) = choices.away_on(zone.date_of(now)) {
        return Way::Gathered(at_hour(zone, Choices::back_on(away), choices.digest_hour));
    }
    match mode {
        Mode::AtOnce => Way::ByItself,
        Mode::Daily => Way::Gathered(next(choices, zone, now, |day| {
            choices.on_free_days || is_working_day(day)
        })),
        // A weekly digest whose day is free comes on the next working day, if it is not the next week's by then.
        Mode::Weekly => Way::Gathered(next(choices, zone, now, |day| {
            let from = last_weekday(day, choices.digest_weekday);
            let moved = if choices.on_free_days {
                from
            } else {
                working_day_on_or_after(from)
            };
            day == moved
        })),
        Mode::Off => Way::Not,
    }
}

/// The moment from which a mail may go out, which is `now` where nothing holds it: not in quiet hours, and not on free days.
///
/// A reminder brings its own rule for days (see [`reminder::sending`](crate::domain::reminder::sending)), so that only the
/// hours are asked of it here. Quiet hours hold a mail; they never drop it.
#[must_use]
pub fn may_go_out(choices: &Choices, municipality: Zone, entry: &Entry, now: DateTime<Utc>) -> DateTime<Utc> {
    if entry.is_security() {
        return now;
    }
    let zone = choices.zone(municipality);
    let any_day = choices.on_free_days || entry.series.is_some();
    let mut at = now;
    // Free days and quiet hours may follow each other; ten days are longer than any run of free days.
    for _ in 0..24 {
        let local = at.with_timezone(&zone.tz());
        let day = local.date_naive();
        if !any_day && !is_working_day(day) {
            at = at_hour(zone, working_day_on_or_after(day), 0);
            continue;
        }
        match choices.quiet.filter(|quiet| quiet.holds(local.hour())) {
            None => return at,
            Some(quiet) => {
                let ends_on = if local.hour() < quiet.to {
                    day
                } else {
                    day.succ_opt().unwrap_or(day)
                };
                let end = at_hour(zone, ends_on, quiet.to);
                // A quiet hour that the clock repeats or skips must not hold for ever.
                at = if end > at {
                    end
                } else {
                    at + chrono::Duration::hours(1)
                };
            }
        }
    }
    at
}

/// When the overview of the week comes next: on the first working day of a week, at the hour of digests.
#[must_use]
pub fn next_overview(choices: &Choices, municipality: Zone, now: DateTime<Utc>) -> DateTime<Utc> {
    let zone = choices.zone(municipality);
    next(choices, zone, now, |day| {
        day == working_day_on_or_after(last_weekday(day, Weekday::Mon))
    })
}

/// The next moment at the hour of digests on a day that fits; at most some weeks ahead.
fn next(
    choices: &Choices,
    zone: Zone,
    now: DateTime<Utc>,
    fits: impl Fn(NaiveDate) -> bool,
) -> DateTime<Utc> {
    let mut day = zone.date_of(now);
    for _ in 0..40 {
        let at = at_hour(zone, day, choices.digest_hour);
        if at > now && fits(day) {
            return at;
        }
        let Some(after) = day.succ_opt() else { break };
        day = after;
    }
    at_hour(zone, day, choices.digest_hour)
}

fn last_weekday(day: NaiveDate, weekday: Weekday) -> NaiveDate {
    let back = day.weekday().days_since(weekday);
    day.checked_sub_days(chrono::Days::new(u64::from(back)))
        .unwrap_or(day)
}

fn at_hour(zone: Zone, day: NaiveDate, hour: u32) -> DateTime<Utc> {
    zone.instant(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())
}
