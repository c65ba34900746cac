//! Who is told, and how it is to reach them.

use std::collections::BTreeMap;

use ::entity::{
    enums::{Attention, DeliveryMode as Mode, NotificationKind as Kind, Role},
    ids::{EServiceId, UserId},
};
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    Oracle, Told,
    steps::{Reminder, Step, Timely, timely},
    wording::{is_about_safety, is_personal, is_watched, usual_mode},
};
use crate::year::{
    almanac::{is_free, or_after},
    world::{Service, Wants, World},
};

/// Something that is told.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// What.
    pub kind: Kind,
    /// Of which e-service.
    pub service: Option<EServiceId>,
    /// About which thing.
    pub thing: Uuid,
    /// The date.
    pub about: Option<NaiveDate>,
    /// Names it among others of its kind and thing.
    pub which: String,
    /// Who did it, and is not told.
    pub by: Option<UserId>,
}

impl Oracle {
    /// A look at everything with a date: whose day has come, and who was not told yet.
    pub fn plan(&mut self, world: &World, now: DateTime<Utc>) {
        for service in &world.services {
            for reminder in &service.reminders {
                // The newest whose moment has come; what was before it is not made up for.
                let newest = reminder.steps.iter().rfind(|step| step.at <= now);
                if let Some(step) =
                    newest.filter(|step| timely(step.kind, reminder.about, now) == Timely::Now)
                {
                    self.remind(world, service, reminder, step, now);
                }
            }
        }
    }

    fn remind(
        &mut self,
        world: &World,
        service: &Service,
        reminder: &Reminder,
        step: &Step,
        now: DateTime<Utc>,
    ) {
        let mut roles = step.roles.clone();
        if reminder.assignee.is_none() {
            roles.extend(reminder.responsible);
        }
        roles.sort_unstable();
        let mut people = BTreeMap::new();
        for role in roles {
            for user in world.holders(role, service) {
                people.entry(user).or_insert(Some(role));
            }
        }
        if let Some(user) = reminder.assignee {
            people.entry(user).or_insert(None);
        }
        let occasion = Occasion {
            kind: step.kind,
            service: Some(service.row.id),
            thing: reminder.thing,
            about: Some(reminder.about),
            which: format!("{}/{}", reminder.about, step.nth),
            by: None,
        };
        self.tell(world, &occasion, people, now);
    }

    /// Tells those whom something concerns, who watch, and who stand in; nobody who mutes, nobody twice.
    pub fn tell(
        &mut self,
        world: &World,
        occasion: &Occasion,
        concerned: BTreeMap<UserId, Option<Role>>,
        now: DateTime<Utc>,
    ) {
        let mut people = concerned;
        if let Some(service) = occasion.service.map(|id| world.service(id)) {
            if !is_personal(occasion.kind) {
                people.retain(|user, _| service.attention.get(user) != Some(&Attention::Muted));
            }
            if is_watched(occasion.kind) {
                let watching = |(_, attention): &(&UserId, &Attention)| **attention == Attention::Watched;
                for (user, _) in service.attention.iter().filter(watching) {
                    people.entry(*user).or_insert(None);
                }
            }
        }
        let key = format!("{:?}/{}/{}", occasion.kind, occasion.thing, occasion.which);
        people.retain(|user, _| !self.known.contains(&(*user, key.clone())));
        let mut all: BTreeMap<_, _> = people.iter().map(|(user, role)| (*user, (*role, None))).collect();
        if !is_about_safety(occasion.kind) {
            for (user, role) in &people {
                if let Some(instead) = substitute(&world.person(*user).wants, now) {
                    all.entry(instead).or_insert((*role, Some(*user)));
                }
            }
            if let Some(by) = occasion.by {
                all.remove(&by);
            }
        }
        for (user, (role, instead_of)) in all {
            if self.known.insert((user, key.clone())) {
                self.note(world, occasion, (user, role, instead_of), now);
            }
        }
    }

    fn note(
        &mut self,
        world: &World,
        occasion: &Occasion,
        (to, role, instead_of): (UserId, Option<Role>, Option<UserId>),
        now: DateTime<Utc>,
    ) {
        let way = way(&world.person(to).wants, occasion.kind, role, now);
        let digest = match way {
            Way::Gathered(at) => Some(at),
            Way::Alone | Way::InTheApp => None,
        };
        match way {
            Way::Alone => self.waiting.push(self.told.len()),
            Way::Gathered(at) => {
                self.digests.entry(at).or_default().insert(to);
            }
            Way::InTheApp => {}
        }
        self.told.push(Told {
            to,
            kind: occasion.kind,
            service: occasion.service,
            thing: occasion.thing,
            about: occasion.about,
            role,
            instead_of,
            at: now,
            digest,
            read: false,
        });
    }
}

/// How something reaches a person.
enum Way {
    Alone,
    Gathered(DateTime<Utc>),
    InTheApp,
}

/// Who stands in for a person today.
fn substitute(wants: &Wants, now: DateTime<Utc>) -> Option<UserId> {
    is_away(wants, wants.place.day(now))?.1
}

/// The last day of an absence that a day belongs to, and who stands in.
pub(super) fn is_away(wants: &Wants, day: NaiveDate) -> Option<(NaiveDate, Option<UserId>)> {
    let (from, until, substitute) = wants.away?;
    (from <= day && day <= until).then_some((until, substitute))
}

fn way(wants: &Wants, kind: Kind, role: Option<Role>, now: DateTime<Utc>) -> Way {
    if is_about_safety(kind) {
        return Way::Alone;
    }
    let chosen = wants.modes.get(&super::wording::category(kind)).copied();
    let mode = chosen.unwrap_or_else(|| usual_mode(kind, role));
    if mode == Mode::Off {
        return Way::InTheApp;
    }
    // What is told within the minute before a digest is too late for it.
    let from = now + Duration::minutes(1);
    let today = wants.place.day(from);
    if let Some((until, _)) = is_away(wants, today) {
        let back_on = or_after(until + Days::new(1));
        return Way::Gathered(wants.place.first(back_on, wants.digest_hour));
    }
    if mode == Mode::AtOnce {
        return Way::Alone;
    }
    let mut day = today;
    loop {
        let at = wants.place.first(day, wants.digest_hour);
        if at > from && has_digest(wants, mode, day) {
            return Way::Gathered(at);
        }
        day = day + Days::new(1);
    }
}

/// Whether a digest comes on a day: on working days, or on the day of the week that was chosen, which gives way to the next working
/// day; on any day for those who want mails on any.
fn has_digest(wants: &Wants, mode: Mode, day: NaiveDate) -> bool {
    if mode == Mode::Daily {
        return wants.on_free_days || !is_free(day);
    }
    let mut chosen = day;
    while chosen.weekday() != wants.digest_weekday {
        chosen = chosen - Days::new(1);
    }
    let moved = if wants.on_free_days {
        chosen
    } else {
        or_after(chosen)
    };
    moved == day
}
