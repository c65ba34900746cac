//! The words of each language, and dates written out in it. One file a language under `assets/mail`, compiled in.

use std::{collections::BTreeMap, sync::LazyLock};

use ::entity::enums::{Locale, NotificationKind};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::RenderError;

/// All the words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    months: [String; 12],
    /// Monday first.
    weekdays: [String; 7],
    pub when: When,
    pub late: Late,
    pub labels: Labels,
    pub footer: Footer,
    pub gathered: Gathered,
    /// By the stored name of the kind.
    kinds: BTreeMap<String, KindWords>,
}

/// How far a day lies from today; can use `days`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct When {
    pub later: String,
    pub tomorrow: String,
    pub today: String,
    pub yesterday: String,
    pub earlier: String,
}

/// By how much something is late; can use `days`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Late {
    pub one: String,
    pub more: String,
}

/// The names of the facts in a mail.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    pub e_service: String,
    pub unit: String,
    pub launch: String,
    pub metric: String,
    pub measure_on: String,
    pub task: String,
    pub assigned_by: String,
    pub last_day: String,
    pub approval: String,
    pub asked_by: String,
    pub answer: String,
    pub approved: String,
    pub rejected: String,
    pub decided_by: String,
    pub motive: String,
    pub retire_on: String,
    pub order_by: String,
    pub deadline: String,
    pub asked_on: String,
    pub former: String,
    pub by: String,
    pub defect: String,
    pub suggestion: String,
    pub role: String,
}

/// The foot of a mail; can use what [`KindWords`] can.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Footer {
    pub role: String,
    pub no_role: String,
    pub account: String,
    pub in_person: String,
    pub substitute: String,
    pub title_only: String,
    pub unsubscribe: String,
    pub calendar: String,
    pub sent_by: String,
    pub choose: String,
}

/// What digests and overviews say; can use `count` and `summary`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Gathered {
    pub digest_subject_one: String,
    pub digest_subject: String,
    pub digest_heading: String,
    pub digest_lead: String,
    pub overview_subject: String,
    pub overview_heading: String,
    pub overview_lead: String,
    pub action: String,
    pub why: String,
    pub overview_why: String,
    pub launches: String,
    pub measures: String,
    pub approvals: String,
    pub tasks: String,
}

/// What one kind of mail says. Its texts can use the fields of [`super::facts::Facts`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindWords {
    pub heading: String,
    pub subject: String,
    pub lead: String,
    pub action: String,
}

static SWEDISH: LazyLock<Result<Wording, String>> =
    LazyLock::new(|| read(include_str!("../../assets/mail/sv.toml")));
static ENGLISH: LazyLock<Result<Wording, String>> =
    LazyLock::new(|| read(include_str!("../../assets/mail/en.toml")));

fn read(text: &str) -> Result<Wording, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

impl Wording {
    /// The words of a language.
    pub fn of(locale: Locale) -> Result<&'static Self, RenderError> {
        let wording = match locale {
            Locale::Sv => &SWEDISH,
            Locale::En => &ENGLISH,
        };
        wording
            .as_ref()
            .map_err(|error| RenderError::Template(error.clone()))
    }

    /// What a kind of mail says in this language.
    pub fn kind(&self, kind: NotificationKind) -> Result<&KindWords, RenderError> {
        let name = kind.name();
        self.kinds
            .get(&name)
            .ok_or_else(|| RenderError::Template(format!("there are no words for {name}")))
    }

    /// `30 november 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        format!(
            "{} {} {}",
            date.day(),
            self.months[date.month0() as usize],
            date.year()
        )
    }

    /// `måndag 30 november 2026`.
    pub fn long_date(&self, date: NaiveDate) -> String {
        format!(
            "{} {}",
            self.weekdays[date.weekday().num_days_from_monday() as usize],
            self.date(date)
        )
    }
}

/// The tag of a language (BCP 47).
pub(super) fn language_tag(locale: Locale) -> &'static str {
    match locale {
        Locale::Sv => "sv",
        Locale::En => "en",
    }
}
