//! Telling people something: a row in the ledger and a delivery in the outbox, in the transaction of what happened.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    delivery,
    enums::{Channel, DeliveryForm, DeliveryState, NotificationKind, Role},
    ids::{CycleId, DeliveryId, EServiceId, NotificationId, UserId},
    notification,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use super::{
    choices::{Attentions, ChoicesOf},
    recipients::{Holders, unit_paths},
};
pub use crate::domain::reminder::Thing;
use crate::{
    domain::{
        actor::Actor,
        calendar::Zone,
        notification::{Choices, Details, Told, Way, entry, way},
    },
    service::{Error, Result, Services},
};

/// What is told.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Its kind.
    pub kind: NotificationKind,
    /// Names the occurrence; a person is told it once.
    pub occurrence: String,
    /// The e-service that it is about; none where it is about an account.
    pub e_service_id: Option<EServiceId>,
    /// The thing that it is about; none where it is about an account.
    pub thing: Option<Thing>,
    /// The date that it reminds of.
    pub about_on: Option<NaiveDate>,
    /// What its words need besides.
    pub details: Details,
}

impl Occasion {
    /// Something that has happened to a thing of an e-service. `which` names it among others of its kind.
    #[must_use]
    pub fn of(
        kind: NotificationKind,
        e_service: EServiceId,
        thing: Thing,
        which: impl std::fmt::Display,
    ) -> Self {
        Self {
            kind,
            occurrence: format!("{}/{which}", kind.name()),
            e_service_id: Some(e_service),
            thing: Some(thing),
            about_on: None,
            details: Details::default(),
        }
    }

    /// Something that has happened to a person's account.
    #[must_use]
    pub fn of_account(kind: NotificationKind, which: impl std::fmt::Display) -> Self {
        Self {
            kind,
            occurrence: format!("{}/{which}", kind.name()),
            e_service_id: None,
            thing: None,
            about_on: None,
            details: Details::default(),
        }
    }

    /// With the day that it is about.
    #[must_use]
    pub fn about(mut self, day: NaiveDate) -> Self {
        self.about_on = Some(day);
        self
    }

    /// With what its words need besides.
    #[must_use]
    pub fn with(mut self, details: Details) -> Self {
        self.details = details;
        self
    }
}

/// Who is told, each with the role for which, where it is for one.
pub type People = BTreeMap<UserId, Option<Role>>;

/// Tells people, those who watch the e-service, and who stands in for those that are away; not the one who did it, nobody who
/// mutes the e-service, and nobody twice.
///
/// # Errors
/// Where the database fails.
pub async fn tell(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    people: People,
) -> Result<()> {
    // A box: what telling needs would otherwise lie on the stack of every use case that tells.
    Box::pin(tell_people(services, txn, actor, occasion, people)).await
}

async fn tell_people(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    people: People,
) -> Result<()> {
    let mut teller = Teller::new(services);
    let e_services: Vec<_> = occasion.e_service_id.into_iter().collect();
    teller.prepare(txn, &e_services, people.keys().copied()).await?;
    if teller
        .tell(txn, actor.map(|actor| actor.user_id), &occasion, people)
        .await?
        > 0
    {
        services.live.tell();
    }
    Ok(())
}

/// Tells one person.
///
/// # Errors
/// Where the database fails.
pub async fn tell_person(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    user: UserId,
) -> Result<()> {
    tell(services, txn, actor, occasion, [(user, None)].into()).await
}

/// Tells those who hold one of the roles for the e-service.
///
/// # Errors
/// Where the database fails.
pub async fn tell_roles(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    roles: &BTreeSet<Role>,
) -> Result<()> {
    Box::pin(tell_holders_of(services, txn, actor, occasion, roles)).await
}

async fn tell_holders_of(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
    roles: &BTreeSet<Role>,
) -> Result<()> {
    let id = occasion.e_service_id.ok_or_else(|| {
        Error::Internal(format!(
            "{:?} is told to roles without an e-service",
            occasion.kind
        ))
    })?;
    let paths = unit_paths(txn, &[id]).await?;
    let holders = Holders::load(txn, &[id], roles).await?;
    let people = holders.of(id, paths.get(&id).map_or("", String::as_str), roles);
    tell(services, txn, actor, occasion, people).await
}

/// Tells those whom the catalogue names by their roles.
///
/// # Errors
/// Where the database fails.
pub async fn tell_holders(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    occasion: Occasion,
) -> Result<()> {
    let Told::Roles(roles) = entry(occasion.kind).told else {
        return Err(Error::Internal(format!(
            "{:?} is told to no roles",
            occasion.kind
        )));
    };
    tell_roles(services, txn, actor, occasion, &roles.iter().copied().collect()).await
}

/// Takes away what was told of a date of a cycle that counts no more, from those who have not read it.
///
/// # Errors
/// Where the database fails.
pub async fn take_back(
    services: &Services,
    txn: &impl ConnectionTrait,
    cycle: CycleId,
    kinds: &[NotificationKind],
) -> Result<()> {
    use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
    let now = services.now();
    notification::Entity::update_many()
        .col_expr(notification::Column::ArchivedAt, Expr::value(now))
        .filter(notification::COLUMN.cycle_id.eq(cycle))
        .filter(notification::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(notification::COLUMN.read_at.is_null())
        .filter(notification::COLUMN.archived_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Tells one or many occasions with what was loaded once for all of them.
pub(super) struct Teller<'a> {
    services: &'a Services,
    zone: Zone,
    now: DateTime<Utc>,
    choices: ChoicesOf,
    attentions: Attentions,
}

impl<'a> Teller<'a> {
    pub(super) fn new(services: &'a Services) -> Self {
        Self {
            services,
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
        if !e_services.is_empty() {
            self.attentions = Attentions::load(db, e_services).await?;
        }
        let watchers = e_services.iter().flat_map(|id| self.attentions.watchers(*id));
        let people: BTreeSet<_> = people.into_iter().chain(watchers).collect();
        self.choices.add(db, people.iter().copied()).await?;
        let substitutes: Vec<_> = people.iter().filter_map(|user| self.substitute(*user)).collect();
        self.choices.add(db, substitutes).await?;
        Ok(())
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

    /// Everybody who is told, each with the role for which and the one for whom they stand in.
    pub(super) fn hearers(
        &self,
        actor: Option<UserId>,
        occasion: &Occasion,
        people: People,
    ) -> BTreeMap<UserId, (Option<Role>, Option<UserId>)> {
        let row = entry(occasion.kind);
        let muted = |user: &UserId| {
            let on = occasion.e_service_id.filter(|_| !row.is_personal());
            on.is_some_and(|id| self.attentions.is_muted(id, *user))
        };
        let mut hearers: BTreeMap<_, _> = people
            .into_iter()
            .filter(|(user, _)| !muted(user))
            .map(|(user, role)| (user, (role, None)))
            .collect();
        if let Some(id) = occasion.e_service_id.filter(|_| row.watchers) {
            for user in self.attentions.watchers(id) {
                hearers.entry(user).or_insert((None, None));
            }
        }
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
        let mut count = 0;
        for (user, (role, on_behalf_of)) in self.hearers(actor, occasion, people) {
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
            Way::ByItself => {
                self.services
                    .put_out(txn, user, Parcel::Notice(id), self.now)
                    .await?
            }
            Way::Gathered(slot) => {
                self.services
                    .put_out(txn, user, Parcel::Digest(slot), slot)
                    .await?
            }
            Way::Not => {}
        }
        Ok(true)
    }
}

/// What is put into the outbox.
#[derive(Clone, Copy, Debug)]
pub(super) enum Parcel {
    /// A notification by itself.
    Notice(NotificationId),
    /// What is gathered until a moment.
    Digest(DateTime<Utc>),
    /// The overview of the week that begins.
    Overview(DateTime<Utc>),
}

impl Services {
    /// Puts something into the outbox, once.
    pub(super) async fn put_out(
        &self,
        txn: &impl ConnectionTrait,
        user: UserId,
        parcel: Parcel,
        due_at: DateTime<Utc>,
    ) -> Result<()> {
        let (form, notification_id, slot) = match parcel {
            Parcel::Notice(id) => (DeliveryForm::Notice, Some(id), None),
            Parcel::Digest(slot) => (DeliveryForm::Digest, None, Some(slot)),
            Parcel::Overview(slot) => (DeliveryForm::Overview, None, Some(slot)),
        };
        delivery::Entity::insert(delivery::ActiveModel {
            id: Set(DeliveryId::new()),
            user_id: Set(user),
            form: Set(form),
            notification_id: Set(notification_id),
            slot: Set(slot),
            channel: Set(Channel::Email),
            state: Set(DeliveryState::Pending),
            due_at: Set(due_at),
            claimed_by: Set(None),
            claimed_until: Set(None),
            attempts: Set(0),
            sent_at: Set(None),
            last_error: Set(None),
        })
        .on_conflict_do_nothing_on([
            delivery::Column::UserId,
            delivery::Column::Channel,
            delivery::Column::Form,
            delivery::Column::Slot,
        ])
        .exec_without_returning(txn)
        .await?;
        Ok(())
    }
}
