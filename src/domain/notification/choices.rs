//! How one person wants to be told.

use std::collections::BTreeMap;

use ::entity::{
    enums::{DeliveryMode as Mode, NotificationCategory as Category, Role},
    ids::UserId,
};
use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::Entry;
use crate::domain::calendar::{Zone, working_day_on_or_after};

/// What a person chose; what is not chosen is as [`Choices::default`] says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How mails of a category come; what is left out is as [`default_mode`] says.
    pub modes: BTreeMap<Category, Mode>,
    /// The hour at which digests come, 0 to 23, local time.
    pub digest_hour: u32,
    /// The day on which weekly digests come.
    pub digest_weekday: Weekday,
    /// When no mail comes, local time; none where any hour is fine.
    pub quiet: Option<Quiet>,
    /// Whether mails come on Saturdays, Sundays and holidays too.
    pub on_free_days: bool,
    /// Name of the person's time zone; none where it is the municipality's.
    pub time_zone: Option<String>,
    /// Mails name neither e-service nor people, for those whose mailbox is not trusted.
    pub titles_only: bool,
    /// When the person is away.
    pub away: Option<Away>,
    /// Whether an overview of the week comes on Mondays, where there is anything in it.
    pub overview: bool,
}

/// Hours of the day from `from` to before `to`, over midnight where `to` is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// First hour, 0 to 23.
    pub from: u32,
    /// Hour at which it ends, 0 to 23.
    pub to: u32,
}

impl Quiet {
    /// Whether an hour is quiet.
    #[must_use]
    pub const fn holds(self, hour: u32) -> bool {
        if self.from <= self.to {
            self.from <= hour && hour < self.to
        } else {
            self.from <= hour || hour < self.to
        }
    }
}

/// When somebody is away, and who stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
    /// Who is told instead.
    pub substitute: Option<UserId>,
}

/// What is wrong with choices: the name of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownChoice {
    /// An hour outside 0 to 23.
    Hour(&'static str),
    /// A name that is no time zone.
    TimeZone,
    /// An absence that ends before it begins.
    Away,
    /// Notices about the account cannot be turned off or gathered.
    Account,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            modes: BTreeMap::new(),
            digest_hour: 8,
            digest_weekday: Weekday::Mon,
            quiet: Some(Quiet { from: 20, to: 7 }),
            on_free_days: false,
            time_zone: None,
            titles_only: false,
            away: None,
            overview: true,
        }
    }
}

impl Choices {
    /// Whether they can be kept.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), UnknownChoice> {
        let hour = |name, hour: u32| {
            if hour < 24 {
                Ok(())
            } else {
                Err(UnknownChoice::Hour(name))
            }
        };
        hour("digestHour", self.digest_hour)?;
        if let Some(quiet) = self.quiet {
            hour("quietFromHour", quiet.from)?;
            hour("quietToHour", quiet.to)?;
        }
        if let Some(name) = &self.time_zone {
            name.parse::<Zone>().map_err(|_| UnknownChoice::TimeZone)?;
        }
        if self.away.is_some_and(|away| away.until < away.from) {
            return Err(UnknownChoice::Away);
        }
        if self
            .modes
            .get(&Category::Account)
            .is_some_and(|mode| *mode != Mode::AtOnce)
        {
            return Err(UnknownChoice::Account);
        }
        Ok(())
    }

    /// How mails of a kind come to the person, who is told for this role.
    #[must_use]
    pub fn mode(&self, row: &Entry, role: Option<Role>) -> Mode {
        match row.category {
            Category::Account => Mode::AtOnce,
            category => self
                .modes
                .get(&category)
                .copied()
                .unwrap_or_else(|| default_mode(row, role)),
        }
    }

    /// The person's time zone.
    #[must_use]
    pub fn zone(&self, municipality: Zone) -> Zone {
        self.time_zone
            .as_deref()
            .and_then(|name| name.parse().ok())
            .unwrap_or(municipality)
    }

    /// The absence that a day falls into.
    #[must_use]
    pub fn away_on(&self, day: NaiveDate) -> Option<Away> {
        self.away.filter(|away| away.from <= day && day <= away.until)
    }

    /// The first working day after an absence.
    #[must_use]
    pub fn back_on(away: Away) -> NaiveDate {
        working_day_on_or_after(away.until.succ_opt().unwrap_or(away.until))
    }
}

/// How a kind comes where nothing was chosen: those who follow many e-services from afar get what is not asked of them in
/// person gathered, once a day; those who are told of much that others do, once a week. What is late comes at once.
#[must_use]
pub const fn default_mode(row: &Entry, role: Option<Role>) -> Mode {
    if row.is_overdue() {
        return Mode::AtOnce;
    }
    match (row.category, role) {
        (
            Category::Operation | Category::FollowUp | Category::Launch,
            Some(Role::Management | Role::PlatformManager),
        ) => Mode::Daily,
        (
            Category::Launch | Category::Decision | Category::Operation,
            Some(
                Role::CaseOfficer | Role::Business | Role::RequirementsOwner | Role::Developer | Role::Tester,
            ),
        ) => Mode::Weekly,
        _ => Mode::AtOnce,
    }
}
