//! The local time zone: which date it is, and when a local time comes.

use std::{fmt, str::FromStr};

use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// A time zone of the IANA database; Europe/Stockholm where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// A name that is no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is no time zone; give an IANA name such as Europe/Stockholm")]
pub struct UnknownZone {
    /// What was given.
    pub name: String,
}

impl Default for Zone {
    fn default() -> Self {
        Self(Tz::Europe__Stockholm)
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        name.trim().parse().map(Self).map_err(|_| UnknownZone {
            name: name.to_owned(),
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl From<Tz> for Zone {
    fn from(tz: Tz) -> Self {
        Self(tz)
    }
}

impl Zone {
    /// The zone as chrono-tz knows it, for those who format times.
    #[must_use]
    pub const fn tz(&self) -> Tz {
        self.0
    }

    /// The local date at an instant.
    #[must_use]
    pub fn date_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        let utc = instant.naive_utc();
        let offset = self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc();
        utc.checked_add_signed(TimeDelta::seconds(i64::from(offset)))
            .unwrap_or(utc)
            .date()
    }

    /// When it is this time on this date.
    ///
    /// A time that the clock skips (spring) gives the first instant after the gap; one that comes twice (autumn) gives the
    /// earlier.
    #[must_use]
    pub fn instant(&self, date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = date.and_time(time);
        if let Some(instant) = self.earliest(local) {
            return instant;
        }
        // Gaps begin and end on whole minutes, and the longest known is a whole day (Samoa left out 30 December 2011).
        let minute = local
            .with_second(0)
            .and_then(|local| local.with_nanosecond(0))
            .unwrap_or(local);
        (1..=26 * 60)
            .filter_map(|minutes| minute.checked_add_signed(TimeDelta::minutes(minutes)))
            .find_map(|local| self.earliest(local))
            .unwrap_or_else(|| local.and_utc())
    }

    fn earliest(&self, local: chrono::NaiveDateTime) -> Option<DateTime<Utc>> {
        match self.0.from_local_datetime(&local) {
            MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => {
                Some(instant.with_timezone(&Utc))
            }
            MappedLocalTime::None => None,
        }
    }
}
