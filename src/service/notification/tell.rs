//! Telling people something: a row in the ledger and a delivery in the outbox, in the transaction of what happened.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    enums::{NotificationKind, Role},
    ids::{CycleId, EServiceId, UserId},
    notification,
};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    recipients::{Holders, unit_paths},
    teller::Teller,
};
pub use crate::domain::reminder::Thing;
use crate::{
    domain::{
        actor::Actor,
        notification::{Details, Told, entry},
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

    /// Done by somebody.
    #[must_use]
    pub fn by(mut self, actor: &Actor) -> Self {
        self.details.by = Some(actor.user_id);
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
