//! The calendar of the year as it hangs on the wall: written down day by day, not reckoned.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, Timelike, Utc, Weekday};

/// The free days of Sweden from November 2026 to January 2028 that are neither Saturdays nor Sundays, with the three eves.
const FREE: &[(i32, u32, u32)] = &[
    (2026, 12, 24), // julafton, Thursday
    (2026, 12, 25), // juldagen, Friday
    (2026, 12, 31), // nyårsafton, Thursday
    (2027, 1, 1),   // nyårsdagen, Friday
    (2027, 1, 6),   // trettondedag jul, Wednesday
    (2027, 3, 26),  // långfredagen
    (2027, 3, 29),  // annandag påsk
    (2027, 5, 6),   // Kristi himmelsfärdsdag, Thursday
    (2027, 6, 25),  // midsommarafton, Friday
    (2027, 12, 24), // julafton, Friday
    (2027, 12, 31), // nyårsafton, Friday
    (2028, 1, 6),   // trettondedag jul, Thursday
];

/// Whether nobody works on a day.
pub fn is_free(day: NaiveDate) -> bool {
    let printed = (day.year(), day.month(), day.day());
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || FREE.contains(&printed)
}

/// The day itself, or the first working day after it.
pub fn or_after(mut day: NaiveDate) -> NaiveDate {
    while is_free(day) {
        day = day + Days::new(1);
    }
    day
}

/// The day itself, or the last working day before it.
pub fn or_before(mut day: NaiveDate) -> NaiveDate {
    while is_free(day) {
        day = day - Days::new(1);
    }
    day
}

/// So many working days later.
pub fn working_days_after(mut day: NaiveDate, mut count: i64) -> NaiveDate {
    while count > 0 {
        day = day + Days::new(1);
        count -= i64::from(!is_free(day));
    }
    day
}

/// So many working days earlier.
pub fn working_days_before(mut day: NaiveDate, mut count: i64) -> NaiveDate {
    while count > 0 {
        day = day - Days::new(1);
        count -= i64::from(!is_free(day));
    }
    day
}

/// What the clocks of a place show in the year, by its published hours.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name in the IANA database, as a person chooses it.
    pub name: &'static str,
    /// Minutes ahead of UTC in winter and in summer.
    ahead: (i64, i64),
    /// From when to when it is summer there, in UTC; nowhere where the clocks stay.
    summer: Option<(NaiveDateTime, NaiveDateTime)>,
}

/// An hour of 2027, in UTC.
const fn hour_of(month: u32, day: u32, hour: u32) -> NaiveDateTime {
    match NaiveDate::from_ymd_opt(2027, month, day) {
        Some(date) => match date.and_hms_opt(hour, 0, 0) {
            Some(time) => time,
            None => NaiveDateTime::MIN,
        },
        None => NaiveDateTime::MIN,
    }
}

const EUROPE: Option<(NaiveDateTime, NaiveDateTime)> = Some((hour_of(3, 28, 1), hour_of(10, 31, 1)));

/// Where the municipality is.
pub const STOCKHOLM: Place = Place {
    name: "Europe/Stockholm",
    ahead: (60, 120),
    summer: EUROPE,
};

/// Where a few people are.
pub const ELSEWHERE: [Place; 5] = [
    Place {
        name: "Europe/Helsinki",
        ahead: (120, 180),
        summer: EUROPE,
    },
    Place {
        name: "Europe/London",
        ahead: (0, 60),
        summer: EUROPE,
    },
    Place {
        name: "America/New_York",
        ahead: (-300, -240),
        summer: Some((hour_of(3, 14, 7), hour_of(11, 7, 6))),
    },
    Place {
        name: "Asia/Tokyo",
        ahead: (540, 540),
        summer: None,
    },
    Place {
        name: "Asia/Kolkata",
        ahead: (330, 330),
        summer: None,
    },
];

impl Place {
    /// What a clock there shows.
    pub fn clock(&self, at: DateTime<Utc>) -> NaiveDateTime {
        let at = at.naive_utc();
        let is_summer = self.summer.is_some_and(|(from, until)| from <= at && at < until);
        let ahead = if is_summer { self.ahead.1 } else { self.ahead.0 };
        at + Duration::minutes(ahead)
    }

    /// The day there.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.clock(at).date()
    }

    /// The hour there.
    pub fn hour(&self, at: DateTime<Utc>) -> u32 {
        self.clock(at).hour()
    }

    /// When it first is that hour on that day there: found by looking at the clock every half hour. Where the clocks leave the hour
    /// out, when they show a later one.
    pub fn first(&self, day: NaiveDate, hour: u32) -> DateTime<Utc> {
        let mut at = day.and_hms_opt(0, 0, 0).expect("midnight").and_utc() - Duration::hours(14);
        while self.day(at) != day || self.hour(at) < hour {
            at += Duration::minutes(30);
        }
        at
    }
}
