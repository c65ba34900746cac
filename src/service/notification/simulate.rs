//! Which mails would go to whom in the days ahead, and why: before a setting is changed, or to answer who will hear of what.

use ::entity::{
    enums::{NotificationKind, ReminderSeries, Role},
    ids::{EServiceId, UserId},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};

use super::{facts::until, policy::policy, recipients::concerned, tell::Occasion, teller::Teller};
use crate::{
    domain::{
        actor::Actor,
        notification::{Choices, Way, entry, way},
        permission::Permission,
        reminder::{self, Policy, Thing, goes_out},
    },
    service::{
        Result, Services,
        access::{place, require, require_global},
        e_service,
    },
};

/// As many days can be looked ahead.
pub const MOST_DAYS: i64 = 366;

/// A reminder that somebody would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// Who.
    pub user: UserId,
    /// For which role; none for the assignee and for those who watch.
    pub role: Option<Role>,
    /// For whom they stand in.
    pub on_behalf_of: Option<UserId>,
    /// What.
    pub kind: NotificationKind,
    /// Of which e-service.
    pub e_service: EServiceId,
    /// About what.
    pub thing: Thing,
    /// The date that it reminds of.
    pub about_on: NaiveDate,
    /// When it is told in the app.
    pub told_at: DateTime<Utc>,
    /// When its mail goes out, by itself or gathered; none where the person wants none.
    pub mailed_at: Option<DateTime<Utc>>,
    /// Whether the mail gathers others.
    pub gathered: bool,
}

/// What would be told from now on, if everything stays as it is: of one e-service, or of all. `changed` are lead times to try.
///
/// # Errors
/// [`Error::Forbidden`](crate::service::Error::Forbidden), [`Error::NotFound`](crate::service::Error::NotFound), the database.
pub async fn simulate(
    services: &Services,
    actor: &Actor,
    days: i64,
    of: Option<EServiceId>,
    changed: &[(ReminderSeries, Vec<i64>)],
) -> Result<Vec<Foreseen>> {
    match of {
        _ if Permission::ManageNotifications.could_be_held_by(Some(actor)) => {}
        None => require_global(actor, Permission::ManageNotifications)?,
        Some(id) => {
            let (row, unit_path) = e_service::queries::visible(&services.db, actor, id).await?;
            require(actor, Permission::SetReminderDays, place(row.id, &unit_path))?;
        }
    }
    let days = days.clamp(0, MOST_DAYS);
    let (now, mut policy) = (services.now(), policy(&services.settings));
    for (series, leads) in changed {
        policy = policy.with_leads(*series, leads.clone());
    }
    let to = now + Duration::days(days);
    let mut facts = until(services, &policy, services.today() + Duration::days(days), None).await?;
    facts.retain(|facts| of.is_none_or(|id| facts.e_service == id));
    for facts in &mut facts {
        // What is tried takes the place of what the e-service has of its own.
        if changed.iter().any(|(series, _)| *series == facts.series) {
            facts.leads = None;
        }
    }
    let coming: Vec<_> = facts
        .iter()
        .flat_map(|facts| reminder::upcoming(&policy, facts, now, to))
        .collect();
    let told = concerned(&services.db, coming).await?;
    let mut teller = Teller::new(services);
    teller.prepare_for(&services.db, &told).await?;
    let mut foreseen = Vec::new();
    for (occurrence, people) in told {
        let occasion = Occasion::of(occurrence.kind, occurrence.e_service, occurrence.thing, "");
        for (user, (role, on_behalf_of)) in teller.hearers(None, &occasion, people) {
            let mailed = mailed(
                &policy,
                teller.choices(user),
                (occurrence.kind, occurrence.about_on),
                role,
                occurrence.send_at,
            );
            foreseen.push(Foreseen {
                user,
                role,
                on_behalf_of,
                kind: occurrence.kind,
                e_service: occurrence.e_service,
                thing: occurrence.thing,
                about_on: occurrence.about_on,
                told_at: occurrence.send_at,
                mailed_at: mailed.at(),
                gathered: matches!(mailed, Mailed::Gathered(_)),
            });
        }
    }
    foreseen.sort_by_key(|foreseen| (foreseen.told_at, foreseen.e_service, foreseen.user));
    Ok(foreseen)
}

/// How the mail of something goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mailed {
    /// By itself, at this moment.
    ByItself(DateTime<Utc>),
    /// With others, at this moment.
    Gathered(DateTime<Utc>),
    /// Not at all: the person has chosen so.
    Not,
    /// Not at all: the person's hours hold it until it would be untrue.
    TooLate,
}

impl Mailed {
    /// When; none where it does not go out.
    pub(super) const fn at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::ByItself(at) | Self::Gathered(at) => Some(at),
            Self::Not | Self::TooLate => None,
        }
    }
}

/// How the mail of something about a date that is told at a moment goes out.
pub(super) fn mailed(
    policy: &Policy,
    choices: &Choices,
    (kind, about_on): (NotificationKind, NaiveDate),
    role: Option<Role>,
    told_at: DateTime<Utc>,
) -> Mailed {
    let row = entry(kind);
    match way(choices, policy.zone, &row, role, told_at) {
        Way::Not => Mailed::Not,
        Way::Gathered(at) => Mailed::Gathered(at),
        Way::ByItself => match goes_out(policy, choices, kind, about_on, told_at) {
            Some(at) => Mailed::ByItself(at),
            None => Mailed::TooLate,
        },
    }
}
