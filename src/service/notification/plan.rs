//! Planning reminders: what is due now is written into the ledger. "Due and not told" is asked, never "is it today".

use std::collections::{BTreeSet, HashMap};

use ::entity::{enums::Role, ids::UserId, notification, role_grant, user};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait,
};

use super::{
    choices::ChoicesOf,
    facts::until,
    outbox::{Item, put},
    policy::policy,
    recipients::concerned,
    tell::{Occasion, People},
    teller::Teller,
};
use crate::{
    database::KEYS_AT_A_TIME,
    domain::{
        calendar::Zone,
        notification::{Details, next_overview},
        reminder::{self, Occurrence, Share},
    },
    service::{Result, Services},
};

/// Writes every reminder that is due and was not told yet; answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn plan(services: &Services) -> Result<usize> {
    let mut count = 0;
    for share in Share::ALL {
        count += plan_share(services, share).await?;
    }
    Ok(count)
}

/// Writes every reminder of a share that is due and was not told yet; answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn plan_share(services: &Services, share: Share) -> Result<usize> {
    let policy = policy(&services.settings);
    let now = services.now();
    let due: Vec<Occurrence> = until(services, &policy, services.today(), Some(share))
        .await?
        .iter()
        .flat_map(|facts| reminder::due(&policy, facts, now))
        .filter(|occurrence| Share::of(occurrence.kind) == share)
        .collect();
    if due.is_empty() {
        return Ok(0);
    }
    let told = told(&services.db, &due).await?;
    let e_services: BTreeSet<_> = due.iter().map(|occurrence| occurrence.e_service).collect();
    let e_services: Vec<_> = e_services.into_iter().collect();
    let mut teller = Teller::new(services);
    teller.look_at(&services.db, &e_services).await?;
    let mut open: Vec<(Occasion, People)> = Vec::new();
    for (occurrence, people) in concerned(&services.db, due).await? {
        let occasion = Occasion {
            kind: occurrence.kind,
            occurrence: occurrence.key(),
            e_service_id: Some(occurrence.e_service),
            thing: Some(occurrence.thing),
            about_on: Some(occurrence.about_on),
            details: Details::default(),
        };
        // Who holds a role or watches since is told too; who was told before is not told again, and who mutes not at all.
        let mut reached = teller.reached(&occasion, people);
        if let Some(known) = told.get(&occasion.occurrence) {
            reached.retain(|user, _| !known.contains(user));
        }
        if !reached.is_empty() {
            open.push((occasion, reached));
        }
    }
    if open.is_empty() {
        return Ok(0);
    }
    let people = open.iter().flat_map(|(_, people)| people.keys().copied());
    teller.get_to_know(&services.db, &people.collect()).await?;
    let mut count = 0;
    for (occasion, reached) in open {
        // One transaction an occurrence: another instance that plans the same is waited for, not failed over.
        let txn = services.begin().await?;
        count += teller.tell_reached(&txn, None, &occasion, reached).await?;
        txn.commit().await?;
    }
    if count > 0 {
        services.live.wake();
    }
    Ok(count)
}

/// Who was told which of these occurrences, by key: one statement.
async fn told(
    db: &impl ConnectionTrait,
    due: &[Occurrence],
) -> Result<HashMap<String, BTreeSet<UserId>>, DbErr> {
    let mut told: HashMap<String, BTreeSet<UserId>> = HashMap::new();
    for keys in due.chunks(KEYS_AT_A_TIME) {
        let rows: Vec<(String, UserId)> = notification::Entity::find()
            .select_only()
            .column(notification::Column::Occurrence)
            .column(notification::Column::UserId)
            .filter(
                notification::COLUMN
                    .occurrence
                    .is_in(keys.iter().map(Occurrence::key)),
            )
            .into_tuple()
            .all(db)
            .await?;
        for (key, user) in rows {
            told.entry(key).or_default().insert(user);
        }
    }
    Ok(told)
}

/// Puts the overview of the coming week into the outbox of everybody who holds a role and wants one; what is in it, if
/// anything, is looked at when its moment has come. Answers how many people that are.
///
/// # Errors
/// Where the database fails.
pub async fn plan_overviews(services: &Services) -> Result<usize> {
    let now = services.now();
    let zone = Zone::from(services.settings.time_zone);
    let people: Vec<UserId> = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::UserId)
        .distinct()
        .join(JoinType::InnerJoin, role_grant::Relation::User.def())
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .filter(role_grant::COLUMN.role.ne(Role::Admin))
        .filter(user::COLUMN.active.eq(true))
        .into_tuple()
        .all(&services.db)
        .await?;
    let mut choices = ChoicesOf::default();
    choices.add(&services.db, people.iter().copied()).await?;
    let wanting: Vec<_> = people
        .into_iter()
        .filter(|user| choices.of(*user).overview)
        .collect();
    // Some at a time: SQLite has one writer, and requests want to write too.
    for some in wanting.chunks(100) {
        let txn = services.begin().await?;
        for user in some {
            let slot = next_overview(choices.of(*user), zone, now);
            put(&txn, *user, Item::Overview(slot), slot).await?;
        }
        txn.commit().await?;
    }
    Ok(wanting.len())
}

/// Brings back what was snoozed and whose time has come: unread, and at the end of the feed again. Answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn wake_snoozed(services: &Services) -> Result<u64> {
    let back = notification::ActiveModel {
        snoozed_until: Set(None),
        seen_at: Set(None),
        read_at: Set(None),
        position: Set(None),
        ..Default::default()
    };
    let result = notification::Entity::update_many()
        .set(back)
        .filter(notification::COLUMN.snoozed_until.lte(services.now()))
        .exec(&services.db)
        .await?;
    if result.rows_affected > 0 {
        services.live.wake();
    }
    Ok(result.rows_affected)
}
