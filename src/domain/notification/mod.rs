//! What people are told, and how they want to be told.
//!
//! [`catalogue`] says of every kind of notification whom it is told to and when; [`Choices`] are those of one person, and
//! [`way`] and [`may_go_out`] tell from both how and when a mail goes out. When a reminder is due is asked of
//! [`reminder`](super::reminder).

pub mod catalogue;
mod choices;
mod timing;

#[cfg(test)]
mod tests;

use ::entity::{
    enums::{Locale, Role},
    ids::UserId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use catalogue::{About, Entry, Told, entry};
pub use choices::{Away, Choices, Quiet, UnknownChoice, default_mode};
pub use timing::{Way, may_go_out, next_overview, way};

/// What a kind needs for its words besides the thing that it is about; stored with the notification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// The date before it was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub former: Option<NaiveDate>,
    /// The role that was given or taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted: Option<Role>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// What it is called: of a defect, a suggestion, a report; as it was written, in one language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In Swedish.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Words {
    /// In one language.
    #[must_use]
    pub const fn get(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Sv => self.sv,
            Locale::En => self.en,
        }
    }
}
