//! Why somebody was told, and what will be told.

use ::entity::{
    enums::{self as stored, Locale},
    ids::UserId,
};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::{outbox::Delivery, types::Notification};
use crate::{
    domain::{
        calendar::Zone,
        notification::{About, entry},
        permission::Permission,
        reminder::Thing,
        words,
    },
    graphql::{
        access::{Requires, requires},
        account::types::User,
        context::Here,
        date::Date,
        e_service::types::EService,
        enums::{NotificationKind, ReminderSeries, Role},
        error::ApiError,
        ids::key,
    },
    service::notification::{
        simulate::{Foreseen, simulate},
        why::{Asked, Reason, why},
    },
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

/// Which days before a date to try.
#[derive(InputObject)]
pub struct ReminderDaysInput {
    /// Of which reminders.
    pub series: ReminderSeries,
    /// Days before the date.
    pub days: Vec<i32>,
}

/// A reminder that somebody would get.
pub struct ForeseenReminder(Foreseen);

/// A reminder that somebody would get.
#[Object]
impl ForeseenReminder {
    /// Who.
    async fn recipient(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.user).await
    }

    /// For which role; null for the assignee and for those who watch the e-service.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// What it tells.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// Of which e-service; null where the viewer may not see it.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<Option<EService>, ApiError> {
        EService::load(ctx, self.0.e_service, &ctx.look_ahead()).await
    }

    /// The date that it reminds of.
    async fn about_on(&self) -> Date {
        Date(self.0.about_on)
    }

    /// When it is told in the app.
    async fn told_at(&self) -> DateTime<Utc> {
        self.0.told_at
    }

    /// When its mail goes out; null where the person wants none.
    async fn mailed_at(&self) -> Option<DateTime<Utc>> {
        self.0.mailed_at
    }

    /// Whether the mail gathers others.
    async fn gathered(&self) -> bool {
        self.0.gathered
    }
}

/// Asking why, and what will be.
#[derive(Default)]
pub struct ForesightQuery;

#[Object]
impl ForesightQuery {
    /// Why a person was told something of a thing, or was not. About oneself anybody may ask; about others an administrator.
    #[graphql(
        guard = "Requires(Permission::ManageOwnAccount)",
        directive = requires::apply(Permission::ManageOwnAccount)
    )]
    async fn why_notification(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which kind.")] kind: NotificationKind,
        #[graphql(
            desc = "About which thing: a cycle, metric, task or approval, as the kind has it; left out for a kind about the account."
        )]
        thing_id: Option<ID>,
        #[graphql(desc = "About whom; the viewer where it is left out.")] user_id: Option<ID>,
    ) -> Result<WhyNotification, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let user: UserId = match &user_id {
            Some(id) => key(id)?,
            None => actor.user_id,
        };
        let kind: stored::NotificationKind = kind.into();
        let thing = match (&thing_id, entry(kind).about) {
            (None, _) | (_, About::Account) => None,
            (Some(id), About::Cycle) => Some(Thing::Cycle(key(id)?)),
            (Some(id), About::Metric) => Some(Thing::Metric(key(id)?)),
            (Some(id), About::Task) => Some(Thing::Task(key(id)?)),
            (Some(id), About::Approval) => Some(Thing::Approval(key(id)?)),
        };
        let answer = why(&here.services, actor, Asked { user, kind, thing });
        let answer = ctx.loaders().turn.read(answer).await?;
        let zone = Zone::from(here.services.settings.time_zone);
        let reasons = answer.reasons.iter();
        Ok(WhyNotification {
            reasons: reasons
                .map(|reason| worded(reason, here.locale(), zone))
                .collect(),
            notifications: answer.told.into_iter().map(Notification::from).collect(),
            deliveries: answer.deliveries.into_iter().map(Delivery).collect(),
        })
    }

    /// Which reminders would go to whom from now on, if everything stays as it is, earliest first. At most 1,000 of them. Those who set the
    /// lead times of an e-service ask `EService.foreseenReminders`.
    #[graphql(
        guard = "Requires(Permission::ManageNotifications)",
        directive = requires::apply(Permission::ManageNotifications),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn simulate_reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many days ahead, up to 366.")] days: i32,
        #[graphql(desc = "Of which e-service; all where it is left out.")] e_service_id: Option<ID>,
        #[graphql(desc = "Lead times to try instead of those that are set.")] try_days: Option<
            Vec<ReminderDaysInput>,
        >,
    ) -> Result<Vec<ForeseenReminder>, ApiError> {
        let here = ctx.here();
        let of = e_service_id.as_ref().map(key).transpose()?;
        let changed = tried(try_days);
        let found = simulate(&here.services, here.actor()?, i64::from(days), of, &changed);
        let found = ctx.loaders().turn.read(found).await?;
        Ok(ForeseenReminder::list(found))
    }
}

/// The lead times to try, as the use case has them.
pub fn tried(days: Option<Vec<ReminderDaysInput>>) -> Vec<(stored::ReminderSeries, Vec<i64>)> {
    days.unwrap_or_default()
        .into_iter()
        .map(|tried| {
            let days = tried.days.into_iter().map(i64::from).collect();
            (tried.series.into(), days)
        })
        .collect()
}

impl ForeseenReminder {
    /// What was found, as many as a client can take at once.
    #[must_use]
    pub fn list(found: Vec<Foreseen>) -> Vec<Self> {
        found.into_iter().take(1_000).map(Self).collect()
    }
}

/// A reason in words.
fn worded(reason: &Reason, locale: Locale, zone: Zone) -> WhyReason {
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
