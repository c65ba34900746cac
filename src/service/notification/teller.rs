//! Telling one occasion or many, with what was loaded once for all of them.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    enums::Role,
    ids::{EServiceId, NotificationId, UserId},
    notification,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{
    choices::{Attentions, ChoicesOf},
    outbox::{Item, put},
    tell::{Occasion, People, Thing},
};
use crate::{
    domain::{
        calendar::Zone,
        notification::{Choices, Way, entry, way},
        reminder::Occurrence,
    },
    service::{Error, Result, Services},
};

/// Tells one or many occasions with what was loaded once for all of them.
pub(super) struct Teller {
    zone: Zone,
    now: DateTime<Utc>,
    choices: ChoicesOf,
    attentions: Attentions,
}

impl Teller {
    pub(super) fn new(services: &Services) -> Self {
        Self {
            zone: Zone::from(services.settings.time_zone),
            now: services.now(),
            choices: ChoicesOf::default(),
            attentions: Attentions::default(),
        }
    }

    /// Loads who mutes and who watches, what these people and the watchers chose, and what those chose who stand in for them.
    pub(super) async fn prepare(
        &mut self,
        db: &impl ConnectionTrait,
        e_services: &[EServiceId],
        people: impl IntoIterator<Item = UserId>,
    ) -> Result<()> {
        self.look_at(db, e_services).await?;
        let watchers = e_services.iter().flat_map(|id| self.attentions.watchers(*id));
        let people: BTreeSet<_> = people.into_iter().chain(watchers).collect();
        self.get_to_know(db, &people).await
    }

    /// Loads who mutes and who watches these e-services: enough to ask whom something [reaches](Self::reached).
    pub(super) async fn look_at(
        &mut self,
        db: &impl ConnectionTrait,
        e_services: &[EServiceId],
    ) -> Result<()> {
        if !e_services.is_empty() {
            self.attentions = Attentions::load(db, e_services).await?;
        }
        Ok(())
    }

    /// Loads what people chose, and what those chose who stand in for them.
    pub(super) async fn get_to_know(
        &mut self,
        db: &impl ConnectionTrait,
        people: &BTreeSet<UserId>,
    ) -> Result<()> {
        self.choices.add(db, people.iter().copied()).await?;
        let substitutes: Vec<_> = people.iter().filter_map(|user| self.substitute(*user)).collect();
        self.choices.add(db, substitutes).await?;
        Ok(())
    }

    /// The same for many reminders and whom each concerns.
    pub(super) async fn prepare_for(
        &mut self,
        db: &impl ConnectionTrait,
        told: &[(Occurrence, People)],
    ) -> Result<()> {
        let e_services: BTreeSet<_> = told.iter().map(|(occurrence, _)| occurrence.e_service).collect();
        let e_services: Vec<_> = e_services.into_iter().collect();
        let people: BTreeSet<_> = told
            .iter()
            .flat_map(|(_, people)| people.keys().copied())
            .collect();
        self.prepare(db, &e_services, people).await
    }

    /// Who stands in for a person today.
    fn substitute(&self, user: UserId) -> Option<UserId> {
        let choices = self.choices.of(user);
        choices
            .away_on(choices.zone(self.zone).date_of(self.now))?
            .substitute
    }

    /// What a person chose, who was prepared for.
    pub(super) fn choices(&self, user: UserId) -> &Choices {
        self.choices.of(user)
    }

    /// Whether a person watches an e-service that was prepared for.
    pub(super) fn watches(&self, e_service: EServiceId, user: UserId) -> bool {
        self.attentions.watchers(e_service).any(|watcher| watcher == user)
    }

    /// Whether a person mutes an e-service that was prepared for.
    pub(super) fn is_muted(&self, e_service: EServiceId, user: UserId) -> bool {
        self.attentions.is_muted(e_service, user)
    }

    /// Whom an occasion reaches of those that it concerns: who does not mute the e-service, and who watches it.
    pub(super) fn reached(&self, occasion: &Occasion, people: People) -> People {
        let row = entry(occasion.kind);
        let Some(id) = occasion.e_service_id else {
            return people;
        };
        let mut reached = people;
        reached.retain(|user, _| row.is_personal() || !self.attentions.is_muted(id, *user));
        if row.watchers {
            for user in self.attentions.watchers(id) {
                reached.entry(user).or_insert(None);
            }
        }
        reached
    }

    /// Everybody who is told, each with the role for which and the one for whom they stand in.
    pub(super) fn hearers(
        &self,
        actor: Option<UserId>,
        occasion: &Occasion,
        people: People,
    ) -> BTreeMap<UserId, (Option<Role>, Option<UserId>)> {
        self.with_substitutes(actor, occasion, self.reached(occasion, people))
    }

    /// Those whom an occasion reaches, and who stands in for them.
    fn with_substitutes(
        &self,
        actor: Option<UserId>,
        occasion: &Occasion,
        reached: People,
    ) -> BTreeMap<UserId, (Option<Role>, Option<UserId>)> {
        let row = entry(occasion.kind);
        let mut hearers: BTreeMap<_, _> = reached
            .into_iter()
            .map(|(user, role)| (user, (role, None)))
            .collect();
        if !row.is_security() {
            let substitutes: Vec<_> = hearers
                .iter()
                .filter_map(|(user, (role, _))| Some((self.substitute(*user)?, (*role, Some(*user)))))
                .collect();
            for (user, told) in substitutes {
                hearers.entry(user).or_insert(told);
            }
        }
        // Nobody is told what they did, unless it is about the safety of their account.
        if let Some(actor) = actor.filter(|_| !row.is_security()) {
            hearers.remove(&actor);
        }
        hearers
    }

    /// Tells one occasion; answers how many people were told.
    pub(super) async fn tell(
        &self,
        txn: &impl ConnectionTrait,
        actor: Option<UserId>,
        occasion: &Occasion,
        people: People,
    ) -> Result<usize> {
        self.tell_reached(txn, actor, occasion, self.reached(occasion, people))
            .await
    }

    /// The same for those whom the occasion [reaches](Self::reached).
    pub(super) async fn tell_reached(
        &self,
        txn: &impl ConnectionTrait,
        actor: Option<UserId>,
        occasion: &Occasion,
        reached: People,
    ) -> Result<usize> {
        let mut count = 0;
        for (user, (role, on_behalf_of)) in self.with_substitutes(actor, occasion, reached) {
            count += usize::from(self.tell_one(txn, occasion, user, role, on_behalf_of).await?);
        }
        Ok(count)
    }

    /// Tells one person; false where they were told this occurrence before.
    async fn tell_one(
        &self,
        txn: &impl ConnectionTrait,
        occasion: &Occasion,
        user: UserId,
        role: Option<Role>,
        on_behalf_of: Option<UserId>,
    ) -> Result<bool> {
        // A digest whose moment comes before this is committed would leave it out; so the one after that takes it.
        let from = self.now + Duration::minutes(1);
        let way = way(
            self.choices.of(user),
            self.zone,
            &entry(occasion.kind),
            role,
            from,
        );
        let id = NotificationId::new();
        let mut row = notification::ActiveModel {
            id: Set(id),
            user_id: Set(user),
            kind: Set(occasion.kind),
            occurrence: Set(occasion.occurrence.clone()),
            e_service_id: Set(occasion.e_service_id),
            cycle_id: Set(None),
            task_id: Set(None),
            approval_id: Set(None),
            metric_id: Set(None),
            about_on: Set(occasion.about_on),
            role: Set(role),
            on_behalf_of: Set(on_behalf_of),
            details: Set(serde_json::to_value(&occasion.details)
                .map_err(|error| Error::Internal(format!("details of a notification: {error}")))?),
            created_at: Set(self.now),
            position: Set(None),
            seen_at: Set(None),
            read_at: Set(None),
            archived_at: Set(None),
            snoozed_until: Set(None),
            digest_at: Set(match way {
                Way::Gathered(at) => Some(at),
                Way::ByItself | Way::Not => None,
            }),
        };
        match occasion.thing {
            Some(Thing::Cycle(id)) => row.cycle_id = Set(Some(id)),
            Some(Thing::Task(id)) => row.task_id = Set(Some(id)),
            Some(Thing::Approval(id)) => row.approval_id = Set(Some(id)),
            Some(Thing::Metric(id)) => row.metric_id = Set(Some(id)),
            None => {}
        }
        let inserted = notification::Entity::insert(row)
            .on_conflict_do_nothing_on([notification::Column::UserId, notification::Column::Occurrence])
            .exec_without_returning(txn)
            .await?;
        if !matches!(inserted, sea_orm::TryInsertResult::Inserted(1..)) {
            return Ok(false);
        }
        match way {
            Way::ByItself => put(txn, user, Item::Notice(id), self.now).await?,
            Way::Gathered(slot) => put(txn, user, Item::Digest(slot), slot).await?,
            Way::Not => {}
        }
        Ok(true)
    }
}
