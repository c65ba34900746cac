//! When people of the demo work: days counted from today become moments in working hours.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Timelike, Utc};

use crate::domain::calendar::{Zone, is_working_day, working_day_on_or_before};

/// When a working day begins, in minutes after midnight.
const MORNING: i64 = 8 * 60 + 5;
/// How long it is, in minutes.
const WORKING_DAY: i64 = 8 * 60 + 20;

/// The days of the demo.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    today: NaiveDate,
    zone: Zone,
    last: DateTime<Utc>,
}

impl Days {
    /// The days around `now`, in a time zone.
    #[must_use]
    pub fn around(now: DateTime<Utc>, zone: Zone) -> Self {
        let today = zone.date_of(now);
        let begun = zone.instant(today, time(MORNING + 90));
        let last = if is_working_day(today) && now >= begun {
            now - Duration::minutes(5)
        } else {
            let before = working_day_on_or_before(today.pred_opt().unwrap_or(today));
            zone.instant(before, time(MORNING + WORKING_DAY))
        };
        // Not past the working day, however late the demo is opened.
        let closing = zone.instant(zone.date_of(last), time(MORNING + WORKING_DAY));
        Self {
            today,
            zone,
            last: last.min(closing),
        }
    }

    /// The date so many days from today.
    #[must_use]
    pub fn date(&self, day: i64) -> NaiveDate {
        self.today
            .checked_add_signed(Duration::days(day))
            .unwrap_or(self.today)
    }

    /// Days from today to a date.
    #[must_use]
    pub fn day_of(&self, date: NaiveDate) -> i64 {
        date.signed_duration_since(self.today).num_days()
    }

    /// The last working day not after that day, as days from today.
    #[must_use]
    pub fn working_day(&self, day: i64) -> i64 {
        self.day_of(working_day_on_or_before(self.date(day)))
    }

    /// A moment in working hours: the whole part of `day` says which day (the last working day not after it), the rest how
    /// far into it.
    #[must_use]
    pub fn at(&self, day: f64) -> DateTime<Utc> {
        let into = day - day.floor();
        let date = working_day_on_or_before(self.date(day.floor() as i64));
        let minutes = MORNING + (into * WORKING_DAY as f64) as i64;
        self.zone.instant(date, time(minutes))
    }

    /// When the last thing before the demo is done: a little before now, or at the end of the last working day.
    #[must_use]
    pub fn last(&self) -> DateTime<Utc> {
        self.last
    }

    /// From when on what happens is new to whoever opens the demo.
    #[must_use]
    pub fn fresh_from(&self) -> DateTime<Utc> {
        self.last - Duration::minutes(45)
    }

    /// Before that everything else is done.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.last - Duration::minutes(90)
    }

    /// The moments on working days of the last `days` days, today not among them, at an hour.
    #[must_use]
    pub fn mornings(&self, days: i64, hour: u32) -> Vec<DateTime<Utc>> {
        (-days..0)
            .map(|day| self.date(day))
            .filter(|date| is_working_day(*date))
            .map(|date| self.zone.instant(date, time(i64::from(hour) * 60)))
            .filter(|moment| *moment < self.end())
            .collect()
    }

    /// The year of a day.
    #[must_use]
    pub fn year(&self, day: i64) -> i32 {
        self.date(day).year()
    }
}

/// A time of day, given in minutes after midnight.
fn time(minutes: i64) -> NaiveTime {
    let seconds = u32::try_from(minutes.clamp(0, 24 * 60 - 1) * 60).unwrap_or(0);
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
        .unwrap_or_default()
        .with_nanosecond(0)
        .unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn days(now: &str) -> Days {
        Days::around(now.parse().unwrap(), Zone::default())
    }

    fn told(moment: DateTime<Utc>) -> String {
        moment.format("%m-%d %H:%M").to_string()
    }

    #[test]
    fn on_a_working_day_the_last_thing_was_done_a_little_ago() {
        assert_eq!(told(days("2026-11-24T13:00:00Z").last()), "11-24 12:55");
    }

    #[test]
    fn late_in_the_evening_the_last_thing_was_done_at_the_end_of_the_working_day() {
        assert_eq!(told(days("2026-11-24T22:00:00Z").last()), "11-24 15:25");
    }

    #[test]
    fn early_in_the_morning_and_on_a_sunday_the_last_thing_was_done_on_the_last_working_day() {
        assert_eq!(told(days("2026-11-24T06:00:00Z").last()), "11-23 15:25");
        assert_eq!(told(days("2026-11-22T12:00:00Z").last()), "11-20 15:25");
    }

    #[test]
    fn what_falls_on_a_free_day_is_done_on_the_working_day_before() {
        // Given a Tuesday, two days before it is a Sunday.
        let days = days("2026-11-24T13:00:00Z");
        assert_eq!(told(days.at(-2.0)), "11-20 07:05");
        assert_eq!(told(days.at(-0.5)), "11-23 11:15");
    }

    #[test]
    fn mornings_are_those_of_working_days_before_today() {
        let mornings = days("2026-11-24T13:00:00Z").mornings(7, 8);
        let told: Vec<_> = mornings.into_iter().map(told).collect();
        assert_eq!(
            told,
            [
                "11-17 07:00",
                "11-18 07:00",
                "11-19 07:00",
                "11-20 07:00",
                "11-23 07:00"
            ]
        );
    }
}
