//! The municipality as it is at a moment of the year: plain values, read from the rows after each thing that happens.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::entity::{
    approval, cycle, e_service,
    enums::{Attention, DeliveryMode, NotificationCategory, ReminderSeries, Role},
    ids::{CycleId, EServiceId, RoleGrantId, UserId},
    metric, task,
};
use chrono::{NaiveDate, Weekday};

use super::{almanac::Place, oracle::Reminder};
use crate::support::given;

/// Everybody and everything.
#[derive(Debug, Default)]
pub struct World {
    /// In the order in which they were made.
    pub people: Vec<Somebody>,
    /// Their places in the list.
    pub place_of: HashMap<UserId, usize>,
    /// The roles that are held now.
    pub grants: Vec<Grant>,
    /// Which of them are on an e-service.
    pub grants_on: HashMap<EServiceId, Vec<usize>>,
    /// Which of them reach further.
    pub grants_beyond: Vec<usize>,
    /// In the order in which they were made.
    pub services: Vec<Service>,
    /// Their places in the list.
    pub service_at: HashMap<EServiceId, usize>,
}

/// A person.
#[derive(Debug)]
pub struct Somebody {
    /// Key, name, address, language.
    pub who: given::Person,
    /// False once they have left.
    pub active: bool,
    /// What they chose.
    pub wants: Wants,
    /// The version of that: 0 where nothing was chosen.
    pub version: i32,
}

/// How a person wants to be told.
#[derive(Clone, Debug)]
pub struct Wants {
    /// By category, where it is not as usual.
    pub modes: BTreeMap<NotificationCategory, DeliveryMode>,
    /// When digests come.
    pub digest_hour: u32,
    /// On which day those of the week come.
    pub digest_weekday: Weekday,
    /// From which hour to which no mail comes.
    pub quiet: Option<(u32, u32)>,
    /// Whether mails come on free days too.
    pub on_free_days: bool,
    /// Where they are.
    pub place: &'static Place,
    /// Whether mails name nothing.
    pub titles_only: bool,
    /// First day, last day, and who stands in.
    pub away: Option<(NaiveDate, NaiveDate, Option<UserId>)>,
    /// Whether they want an overview of the week.
    pub overview: bool,
}

/// A role that somebody holds.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Key.
    pub id: RoleGrantId,
    /// Who.
    pub user: UserId,
    /// Which.
    pub role: Role,
    /// Where.
    pub scope: Reach,
}

/// How far a role reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere.
    Everywhere,
    /// The units whose path begins like this.
    Below(String),
    /// One e-service.
    On(EServiceId),
}

/// An e-service with all that reminders depend on.
#[derive(Debug)]
pub struct Service {
    /// The row.
    pub row: e_service::Model,
    /// The path of its unit.
    pub unit: String,
    /// Its turns through the process.
    pub cycles: Vec<cycle::Model>,
    /// Cycles that the owner has approved as a whole.
    pub approved: BTreeSet<CycleId>,
    /// Cycles whose publication is ordered.
    pub ordered: BTreeSet<CycleId>,
    /// Its tasks.
    pub tasks: Vec<task::Model>,
    /// Its measures.
    pub metrics: Vec<metric::Model>,
    /// Its approvals.
    pub approvals: Vec<approval::Model>,
    /// Lead times of its own.
    pub days: BTreeMap<ReminderSeries, Vec<i64>>,
    /// Who mutes and who watches it.
    pub attention: BTreeMap<UserId, Attention>,
    /// What is to be reminded of, written out from all this.
    pub reminders: Vec<Reminder>,
}

impl World {
    /// A person by key.
    pub fn person(&self, id: UserId) -> &Somebody {
        &self.people[self.place_of[&id]]
    }

    /// An e-service by key.
    pub fn service(&self, id: EServiceId) -> &Service {
        &self.services[self.service_at[&id]]
    }

    /// The roles that may reach an e-service.
    fn grants_near(&self, service: &Service) -> impl Iterator<Item = &Grant> {
        let on_it = self.grants_on.get(&service.row.id).into_iter().flatten();
        on_it.chain(&self.grants_beyond).map(|at| &self.grants[*at])
    }

    /// Whether a role of somebody reaches an e-service.
    pub fn reaches(&self, grant: &Grant, service: &Service) -> bool {
        match &grant.scope {
            Reach::Everywhere => true,
            Reach::Below(path) => service.unit.starts_with(path),
            Reach::On(id) => *id == service.row.id,
        }
    }

    /// Whether somebody holds a role for an e-service, however far it reaches.
    pub fn holds(&self, user: UserId, role: Role, service: &Service) -> bool {
        self.grants_near(service)
            .any(|grant| grant.user == user && grant.role == role && self.reaches(grant, service))
    }

    /// Whether somebody may see an e-service.
    pub fn sees(&self, user: UserId, service: &Service) -> bool {
        !service.row.confidential
            || service.row.proposed_by == user
            || self
                .grants_near(service)
                .any(|grant| grant.user == user && self.reaches(grant, service))
    }

    /// Those who hold a role on the e-service itself; where nobody does, those who hold it for the nearest unit above it; where
    /// nobody does that either, those who hold it everywhere.
    pub fn holders(&self, role: Role, service: &Service) -> BTreeSet<UserId> {
        let of_role = || {
            self.grants_near(service)
                .filter(move |grant| grant.role == role && self.person(grant.user).active)
        };
        let on_it: BTreeSet<_> = of_role()
            .filter(|grant| grant.scope == Reach::On(service.row.id))
            .map(|grant| grant.user)
            .collect();
        if !on_it.is_empty() {
            return on_it;
        }
        let mut above: Vec<(usize, UserId)> = Vec::new();
        for grant in of_role() {
            if let Reach::Below(path) = &grant.scope
                && service.unit.starts_with(path)
            {
                above.push((path.len(), grant.user));
            }
        }
        if let Some(nearest) = above.iter().map(|(length, _)| *length).max() {
            return above
                .into_iter()
                .filter(|(length, _)| *length == nearest)
                .map(|(_, user)| user)
                .collect();
        }
        of_role()
            .filter(|grant| grant.scope == Reach::Everywhere)
            .map(|grant| grant.user)
            .collect()
    }
}
