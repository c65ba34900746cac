//! Why somebody was told something, or was not: the answer, with every reason as a code and in words.

use ::entity::enums::Locale;
use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};

use super::{outbox::Delivery, types::Notification};
use crate::{
    domain::{calendar::Zone, notification::entry, words},
    service::notification::why::Reason,
};

/// A reason for being told something, or for not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum WhyCode {
    /// The rule of the kind.
    Rule,
    /// The thing has no date.
    NoDate,
    /// It is done or called off, or its time has not come.
    NothingToRemindOf,
    /// The date that it is about.
    Date,
    /// When the next reminder of the kind comes.
    Next,
    /// When the last reminder of the kind was due.
    Last,
    /// The person is told for a role, or in person.
    Holds,
    /// The person is not among those who are told.
    HoldsNoRole,
    /// When it happened, of what is told when it happens.
    Happened,
    /// It has not happened.
    NotHappened,
    /// The person did it, and is not told what they did.
    OwnAction,
    /// It is told to the person in person.
    InPerson,
    /// It is told to somebody else in person.
    SomebodyElse,
    /// The person was given the role only after it happened.
    HoldsSince,
    /// The person stands in for somebody who is away.
    StandsIn,
    /// The person watches the e-service.
    Watches,
    /// The person mutes the e-service.
    Mutes,
    /// The person is away.
    Away,
    /// The person wants no mails of the category.
    NoMail,
    /// The person's quiet hours hold the mail until it would be untrue.
    QuietTooLong,
    /// The mail is gathered.
    Gathered,
    /// The mail was sent.
    Sent,
    /// The mail waits.
    Waits,
    /// The mail was not sent, since its reason was gone.
    Cancelled,
    /// The mail was refused.
    Failed,
    /// The mail was sent and came back.
    Bounced,
    /// The person was not told of it.
    NotTold,
}

/// A reason, as a code and in words.
#[derive(SimpleObject)]
pub struct WhyReason {
    /// Its code.
    pub code: WhyCode,
    /// In words, in the language of the viewer.
    pub text: String,
}

/// Why somebody was told something, or was not.
#[derive(SimpleObject)]
pub struct WhyNotification {
    /// The reasons, in the order in which they are asked: rule, state and date or when it happened, role, what was chosen, and how the
    /// mail went.
    pub reasons: Vec<WhyReason>,
    /// What the person was told of it, newest first; the latest twenty.
    pub notifications: Vec<Notification>,
    /// The mails that carried it.
    pub deliveries: Vec<Delivery>,
}

impl WhyReason {
    /// A reason in words; moments are told on the clock of the zone.
    #[must_use]
    pub fn of(reason: &Reason, locale: Locale, zone: Zone) -> Self {
        let at = |moment: &DateTime<Utc>| {
            moment
                .with_timezone(&zone.tz())
                .format("%Y-%m-%d %H:%M")
                .to_string()
        };
        let say = |code, sv: String, en: String| WhyReason {
            code,
            text: match locale {
                Locale::Sv => sv,
                Locale::En => en,
            },
        };
        match reason {
        Reason::Rule(kind) => {
            let when = entry(*kind).when;
            say(WhyCode::Rule, when.sv.to_owned(), when.en.to_owned())
        }
        Reason::NoDate => say(
            WhyCode::NoDate,
            "Det finns inget datum att påminna om.".into(),
            "There is no date to remind of.".into(),
        ),
        Reason::NothingToRemindOf(date) => say(
            WhyCode::NothingToRemindOf,
            format!("Det är gjort, inställt eller inte aktuellt än; datumet är {date}."),
            format!("It is done, called off or not to be done yet; the date is {date}."),
        ),
        Reason::Date(date) => say(WhyCode::Date, format!("Datumet är {date}."), format!("The date is {date}.")),
        Reason::Next(moment) => say(
            WhyCode::Next,
            format!("Nästa påminnelse kommer {}.", at(moment)),
            format!("The next reminder comes at {}.", at(moment)),
        ),
        Reason::Last(moment) => say(
            WhyCode::Last,
            format!("Den senaste påminnelsen skulle gå {}.", at(moment)),
            format!("The last reminder was due at {}.", at(moment)),
        ),
        Reason::Holds(Some(role)) => say(
            WhyCode::Holds,
            format!("Personen får veta det som {}.", words::role(*role, Locale::Sv)),
            format!("The person is told as {}.", words::role(*role, Locale::En)),
        ),
        Reason::Holds(None) => say(
            WhyCode::Holds,
            "Det är personens egen uppgift.".into(),
            "It is for this person to do.".into(),
        ),
        Reason::HoldsNoRole => say(
            WhyCode::HoldsNoRole,
            "Personen har ingen av de roller som får veta det, eller så har någon annan rollen närmare e-tjänsten.".into(),
            "The person holds none of the roles that are told, or somebody else holds them nearer to the e-service.".into(),
        ),
        Reason::Happened(moment) => say(
            WhyCode::Happened,
            format!("Det hände {}.", at(moment)),
            format!("It happened at {}.", at(moment)),
        ),
        Reason::NotHappened => say(
            WhyCode::NotHappened,
            "Det har inte hänt.".into(),
            "It has not happened.".into(),
        ),
        Reason::OwnAction => say(
            WhyCode::OwnAction,
            "Personen gjorde det själv; sådant får man inte veta.".into(),
            "The person did it; nobody is told what they did themselves.".into(),
        ),
        Reason::InPerson => say(
            WhyCode::InPerson,
            "Det gäller personen själv.".into(),
            "It concerns this person.".into(),
        ),
        Reason::SomebodyElse => say(
            WhyCode::SomebodyElse,
            "Det gäller någon annan.".into(),
            "It concerns somebody else.".into(),
        ),
        Reason::HoldsSince(moment) => say(
            WhyCode::HoldsSince,
            format!("Personen fick rollen först {}.", at(moment)),
            format!("The person was given the role only at {}.", at(moment)),
        ),
        Reason::StandsIn => say(
            WhyCode::StandsIn,
            "Personen är ersättare för någon som är borta.".into(),
            "The person stands in for somebody who is away.".into(),
        ),
        Reason::Watches => say(
            WhyCode::Watches,
            "Personen bevakar e-tjänsten.".into(),
            "The person watches the e-service.".into(),
        ),
        Reason::Mutes => say(
            WhyCode::Mutes,
            "Personen har tystat e-tjänsten.".into(),
            "The person mutes the e-service.".into(),
        ),
        Reason::Away => say(
            WhyCode::Away,
            "Personen är borta då.".into(),
            "The person is away then.".into(),
        ),
        Reason::NoMail => say(
            WhyCode::NoMail,
            "Personen vill inte ha mejl om sådant; det syns i appen.".into(),
            "The person wants no mails of the kind; it is in the app.".into(),
        ),
        Reason::QuietTooLong => say(
            WhyCode::QuietTooLong,
            "Personens tysta timmar varar tills det inte längre stämmer; det syns i appen.".into(),
            "The person's quiet hours last until it is not true any more; it is in the app.".into(),
        ),
        Reason::Gathered(moment) => say(
            WhyCode::Gathered,
            format!("Det kommer samlat i ett mejl {}.", at(moment)),
            format!("It comes gathered in a mail at {}.", at(moment)),
        ),
        Reason::Sent(moment) => say(
            WhyCode::Sent,
            format!("Mejlet skickades {}.", at(moment)),
            format!("The mail was sent at {}.", at(moment)),
        ),
        Reason::Waits(moment) => say(
            WhyCode::Waits,
            format!("Mejlet väntar till {}.", at(moment)),
            format!("The mail waits until {}.", at(moment)),
        ),
        Reason::Cancelled(why) => say(
            WhyCode::Cancelled,
            format!("Mejlet skickades inte: {why}."),
            format!("The mail was not sent: {why}."),
        ),
        Reason::Failed(why) => say(
            WhyCode::Failed,
            format!("Mejlet togs inte emot: {why}."),
            format!("The mail was refused: {why}."),
        ),
        Reason::Bounced(why) => say(
            WhyCode::Bounced,
            format!("Mejlet skickades och kom tillbaka: {why}."),
            format!("The mail was sent and came back: {why}."),
        ),
        Reason::NotTold => say(
            WhyCode::NotTold,
            "Personen har inte fått veta det.".into(),
            "The person was not told of it.".into(),
        ),
    }
    }
}
