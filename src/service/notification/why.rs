//! Why somebody was told something, or was not: the rule, the date, the state, the role, what they chose, and how the mail went.

use ::entity::{
    delivery,
    enums::{DeliveryState, NotificationKind, Role},
    ids::{EServiceId, UserId},
    notification, user,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    facts,
    policy::policy,
    recipients::concerned,
    simulate::{Mailed, mailed},
    teller::Teller,
    why_happened,
};
use crate::{
    domain::{
        actor::Actor,
        notification::entry,
        permission::Permission,
        reminder::{self, Facts, Thing},
    },
    service::{Error, Result, Services, access::require_global, e_service},
};

/// The answer.
#[derive(Clone, Debug)]
pub struct Why {
    /// What the person was told of it, newest first.
    pub told: Vec<notification::Model>,
    /// How the mails of these went; those that carry a digest too.
    pub deliveries: Vec<delivery::Model>,
    /// The reasons, in the order in which they are asked.
    pub reasons: Vec<Reason>,
}

/// One reason for being told, or for not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The rule of the kind (see the catalogue).
    Rule(NotificationKind),
    /// The thing has no date, or there is no such thing any more.
    NoDate,
    /// It is done, called off, or its time has not come: there is nothing to remind of.
    NothingToRemindOf(NaiveDate),
    /// It is about this date.
    Date(NaiveDate),
    /// The next reminder of the kind comes at this moment.
    Next(DateTime<Utc>),
    /// The last reminder of the kind was due at this moment.
    Last(DateTime<Utc>),
    /// The person is told: for this role, or in person.
    Holds(Option<Role>),
    /// The person holds none of the roles that are told, or others stand nearer.
    HoldsNoRole,
    /// It happened at this moment.
    Happened(DateTime<Utc>),
    /// It has not happened.
    NotHappened,
    /// The person did it.
    OwnAction,
    /// It is told to the person in person.
    InPerson,
    /// It is told to somebody else in person.
    SomebodyElse,
    /// The person has held the role only since this moment.
    HoldsSince(DateTime<Utc>),
    /// The person stands in for somebody who is told.
    StandsIn,
    /// The person watches the e-service.
    Watches,
    /// The person mutes the e-service.
    Mutes,
    /// The person is away on this day.
    Away,
    /// The person wants no mails of the category; it is in the app.
    NoMail,
    /// The person's hours hold the mail until it would be untrue; it is in the app.
    QuietTooLong,
    /// The mail is gathered and goes out at this moment.
    Gathered(DateTime<Utc>),
    /// The mail was sent at this moment.
    Sent(DateTime<Utc>),
    /// The mail waits until this moment.
    Waits(DateTime<Utc>),
    /// The mail was not sent, since its reason was gone.
    Cancelled(String),
    /// The mail was refused.
    Failed(String),
    /// The mail was sent and came back.
    Bounced(String),
    /// The person was not told of it.
    NotTold,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// About whom.
    pub user: UserId,
    /// What kind.
    pub kind: NotificationKind,
    /// About what; none for a kind that is about an account.
    pub thing: Option<Thing>,
}

/// Answers for oneself; for others, an administrator.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] where there is no such person or the thing is hidden from who asks, the database.
pub async fn why(services: &Services, actor: &Actor, asked: Asked) -> Result<Why> {
    if asked.user != actor.user_id {
        require_global(actor, Permission::ManageNotifications)?;
    }
    let db = &services.db;
    user::Entity::find_by_id(asked.user)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let told = of_thing(notification::Entity::find(), asked.thing)
        .filter(notification::COLUMN.user_id.eq(asked.user))
        .filter(notification::COLUMN.kind.eq(asked.kind))
        .order_by_desc(notification::COLUMN.created_at)
        .limit(20)
        .all(db)
        .await?;
    let slots: Vec<_> = told.iter().filter_map(|row| row.digest_at).collect();
    let mut deliveries = delivery::Entity::find()
        .filter(
            delivery::COLUMN
                .notification_id
                .is_in(told.iter().map(|row| row.id)),
        )
        .all(db)
        .await?;
    deliveries.extend(
        delivery::Entity::find()
            .filter(delivery::COLUMN.user_id.eq(asked.user))
            .filter(delivery::COLUMN.slot.is_in(slots))
            .filter(delivery::COLUMN.form.eq(::entity::enums::DeliveryForm::Digest))
            .all(db)
            .await?,
    );
    let mut reasons = vec![Reason::Rule(asked.kind)];
    if let (Some(series), Some(thing)) = (entry(asked.kind).series, asked.thing) {
        match facts::of(services, series, thing).await? {
            None => reasons.push(Reason::NoDate),
            Some(facts) => {
                // Its date says something of what not everybody may see.
                e_service::queries::visible(db, actor, facts.e_service).await?;
                reminded(services, &asked, &facts, &mut reasons).await?;
            }
        }
    } else {
        why_happened::reasons(services, actor, &asked, told.first(), &mut reasons).await?;
    }
    if told.is_empty() {
        reasons.push(Reason::NotTold);
    } else if deliveries.is_empty() && !reasons.contains(&Reason::NoMail) {
        reasons.push(Reason::NoMail);
    }
    reasons.extend(deliveries.iter().map(how_it_went));
    Ok(Why {
        told,
        deliveries,
        reasons,
    })
}

/// What was told of a thing.
pub(super) fn of_thing(
    select: Select<notification::Entity>,
    thing: Option<Thing>,
) -> Select<notification::Entity> {
    match thing {
        Some(Thing::Cycle(id)) => select.filter(notification::COLUMN.cycle_id.eq(id)),
        Some(Thing::Metric(id)) => select.filter(notification::COLUMN.metric_id.eq(id)),
        Some(Thing::Task(id)) => select.filter(notification::COLUMN.task_id.eq(id)),
        Some(Thing::Approval(id)) => select.filter(notification::COLUMN.approval_id.eq(id)),
        None => select,
    }
}

fn how_it_went(row: &delivery::Model) -> Reason {
    let error = || row.last_error.clone().unwrap_or_default();
    match row.state {
        DeliveryState::Sent => Reason::Sent(row.sent_at.unwrap_or(row.due_at)),
        DeliveryState::Pending => Reason::Waits(row.due_at),
        DeliveryState::Cancelled => Reason::Cancelled(error()),
        DeliveryState::Failed => Reason::Failed(error()),
        DeliveryState::Bounced => Reason::Bounced(error()),
    }
}

/// The date, the steps, whether the person is among those who are told, and how the next mail would come.
async fn reminded(
    services: &Services,
    asked: &Asked,
    facts: &Facts,
    reasons: &mut Vec<Reason>,
) -> Result<()> {
    let (now, policy) = (services.now(), policy(&services.settings));
    if !facts.open {
        reasons.push(Reason::NothingToRemindOf(facts.date));
        return Ok(());
    }
    reasons.push(Reason::Date(facts.date));
    let mut steps = reminder::upcoming(&policy, facts, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    steps.retain(|step| step.kind == asked.kind);
    let next = steps.iter().find(|step| step.send_at > now);
    let last = steps.iter().rfind(|step| step.send_at <= now);
    reasons.extend(last.map(|step| Reason::Last(step.send_at)));
    reasons.extend(next.map(|step| Reason::Next(step.send_at)));
    let Some(step) = next.or(last) else { return Ok(()) };
    let e_service = facts.e_service;
    let people = concerned(&services.db, vec![step.clone()]).await?.pop();
    let people = people.map(|(_, people)| people).unwrap_or_default();
    let mut teller = Teller::new(services);
    let looked_at = people.keys().copied().chain([asked.user]);
    teller.prepare(&services.db, &[e_service], looked_at).await?;
    let role = people.get(&asked.user).copied();
    match role {
        Some(role) => reasons.push(Reason::Holds(role)),
        None if entry(asked.kind).watchers && teller.watches(e_service, asked.user) => {
            reasons.push(Reason::Watches)
        }
        None => reasons.push(Reason::HoldsNoRole),
    }
    let place = (e_service, role.flatten());
    let moment = (step.send_at.max(now), step.about_on);
    how_it_would_come(services, &teller, asked, place, moment, reasons);
    Ok(())
}

/// What the person chose that keeps it from them, and how its mail would come at a moment; by the e-service that it is about, and the
/// role for which they are told.
pub(super) fn how_it_would_come(
    services: &Services,
    teller: &Teller,
    asked: &Asked,
    (e_service, role): (EServiceId, Option<Role>),
    (at, about_on): (DateTime<Utc>, NaiveDate),
    reasons: &mut Vec<Reason>,
) {
    if teller.is_muted(e_service, asked.user) && !entry(asked.kind).is_personal() {
        reasons.push(Reason::Mutes);
    }
    let (choices, policy) = (teller.choices(asked.user), policy(&services.settings));
    if choices.away_on(choices.zone(policy.zone).date_of(at)).is_some() {
        reasons.push(Reason::Away);
    }
    match mailed(&policy, choices, (asked.kind, about_on), role, at) {
        Mailed::Not => reasons.push(Reason::NoMail),
        Mailed::TooLate => reasons.push(Reason::QuietTooLong),
        Mailed::Gathered(at) => reasons.push(Reason::Gathered(at)),
        Mailed::ByItself(_) => {}
    }
}
