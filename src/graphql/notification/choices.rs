//! How the viewer wants to be told.

use ::entity::enums as stored;
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, SimpleObject};
use chrono::Weekday as Day;

use crate::{
    domain::notification::{self as rules, Choices},
    graphql::{
        account::types::User,
        date::Date,
        enums::{DeliveryMode, NotificationCategory},
        error::ApiError,
        ids::input_key,
        object::object,
    },
    service,
};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Day")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// What was chosen.
pub struct NotificationChoices {
    /// As the heart has it.
    pub choices: Choices,
    /// The version that a change names.
    pub version: i32,
}

object! {
    /// How the viewer wants to be told. In the app everything is told; this is about mails.
    NotificationChoices
}

/// How mails of one category come.
#[derive(SimpleObject)]
pub struct CategoryMode {
    /// The category.
    pub category: NotificationCategory,
    /// How they come; null where the viewer has not chosen, and it follows from the role (see `notificationKinds`).
    pub mode: Option<DeliveryMode>,
}

/// An absence.
#[derive(SimpleObject)]
pub struct Absence {
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub until_on: Date,
    /// Who is told too meanwhile; null where nobody is.
    pub substitute: Option<User>,
}

#[ComplexObject]
impl NotificationChoices {
    /// How mails come, for every category that can be chosen.
    async fn modes(&self) -> Vec<CategoryMode> {
        stored::NotificationCategory::ALL
            .iter()
            .filter(|category| **category != stored::NotificationCategory::Account)
            .map(|category| CategoryMode {
                category: (*category).into(),
                mode: self.choices.modes.get(category).copied().map(Into::into),
            })
            .collect()
    }

    /// The hour at which digests and overviews come, 0 to 23, in `timeZone`.
    async fn digest_hour(&self) -> i32 {
        hour(self.choices.digest_hour)
    }

    /// The day on which weekly digests come; the working day after it where it is free.
    async fn digest_weekday(&self) -> Weekday {
        self.choices.digest_weekday.into()
    }

    /// The hour at which mails stop coming, 0 to 23; null where any hour is fine. They come at `quietToHour` then.
    async fn quiet_from_hour(&self) -> Option<i32> {
        self.choices.quiet.map(|quiet| hour(quiet.from))
    }

    /// The hour from which mails come again, 0 to 23; null where any hour is fine.
    async fn quiet_to_hour(&self) -> Option<i32> {
        self.choices.quiet.map(|quiet| hour(quiet.to))
    }

    /// Whether mails come on Saturdays, Sundays and holidays too.
    async fn on_free_days(&self) -> bool {
        self.choices.on_free_days
    }

    /// Name of the viewer's time zone (IANA), for example Europe/Stockholm; null where it is the municipality's.
    async fn time_zone(&self) -> Option<&str> {
        self.choices.time_zone.as_deref()
    }

    /// Whether mails say only that there is something to read, for a mailbox that is not trusted.
    async fn titles_only(&self) -> bool {
        self.choices.titles_only
    }

    /// Whether an overview of the week comes when it begins, where anything lies ahead.
    async fn weekly_overview(&self) -> bool {
        self.choices.overview
    }

    /// The absence; null where there is none. Mails wait until the first working day after it, but for those about the account.
    async fn absence(&self, ctx: &Context<'_>) -> Result<Option<Absence>, ApiError> {
        let Some(away) = self.choices.away else {
            return Ok(None);
        };
        let substitute = match away.substitute {
            Some(user) => Some(User::of(ctx, user).await?),
            None => None,
        };
        Ok(Some(Absence {
            from_on: Date(away.from),
            until_on: Date(away.until),
            substitute,
        }))
    }

    /// The version that a change names: 0 where nothing was chosen yet.
    async fn version(&self) -> i32 {
        self.version
    }
}

fn hour(hour: u32) -> i32 {
    i32::try_from(hour).unwrap_or(0)
}

/// How mails of one category come.
#[derive(InputObject)]
pub struct CategoryModeInput {
    /// The category.
    pub category: NotificationCategory,
    /// How they come.
    pub mode: DeliveryMode,
}

/// An absence.
#[derive(InputObject)]
pub struct AbsenceInput {
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub until_on: Date,
    /// Who is told too meanwhile.
    pub substitute_id: Option<ID>,
}

/// Input of `saveNotificationChoices`: all of it takes the place of what was chosen before.
#[derive(InputObject)]
pub struct SaveNotificationChoicesInput {
    /// The version that was seen; 0 where nothing was chosen yet.
    pub version: i32,
    /// How mails come; categories that are left out follow from the role.
    #[graphql(default)]
    pub modes: Vec<CategoryModeInput>,
    /// The hour at which digests come, 0 to 23.
    #[graphql(default = 8)]
    pub digest_hour: i32,
    /// The day on which weekly digests come.
    #[graphql(default_with = "Weekday::Mon")]
    pub digest_weekday: Weekday,
    /// The hour at which mails stop coming, 0 to 23; left out, with `quietToHour`, where any hour is fine.
    pub quiet_from_hour: Option<i32>,
    /// The hour from which mails come again, 0 to 23.
    pub quiet_to_hour: Option<i32>,
    /// Whether mails come on free days too.
    #[graphql(default)]
    pub on_free_days: bool,
    /// Name of a time zone (IANA); left out where it is the municipality's.
    pub time_zone: Option<String>,
    /// Whether mails say only that there is something to read.
    #[graphql(default)]
    pub titles_only: bool,
    /// Whether an overview of the week comes.
    #[graphql(default = true)]
    pub weekly_overview: bool,
    /// An absence; left out where there is none.
    pub absence: Option<AbsenceInput>,
}

impl SaveNotificationChoicesInput {
    /// As the heart has it. Hours outside of the day stay outside of it, for the heart to refuse.
    ///
    /// # Errors
    /// Where an id is none of a person.
    pub fn choices(self) -> service::Result<Choices> {
        let hour = |hour: i32| u32::try_from(hour).unwrap_or(u32::MAX);
        let away = match self.absence {
            None => None,
            Some(absence) => Some(rules::Away {
                from: absence.from_on.0,
                until: absence.until_on.0,
                substitute: absence
                    .substitute_id
                    .as_ref()
                    .map(|id| input_key(id, "substituteId"))
                    .transpose()?,
            }),
        };
        Ok(Choices {
            modes: self
                .modes
                .into_iter()
                .map(|mode| (mode.category.into(), mode.mode.into()))
                .collect(),
            digest_hour: hour(self.digest_hour),
            digest_weekday: self.digest_weekday.into(),
            quiet: self
                .quiet_from_hour
                .zip(self.quiet_to_hour)
                .map(|(from, to)| rules::Quiet {
                    from: hour(from),
                    to: hour(to),
                }),
            on_free_days: self.on_free_days,
            time_zone: self.time_zone,
            titles_only: self.titles_only,
            away,
            overview: self.weekly_overview,
        })
    }
}
