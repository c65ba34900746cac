//! A person's calendar: an address that is secret, and what a calendar program finds there.

use ::entity::{notification_choice, user};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ActiveValue::Set,
    EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

use super::overview::{Ahead, ahead_until};
use crate::{
    domain::actor::Actor,
    service::{Error, Result, Services, audit, secret},
};

/// So far ahead a calendar looks.
const HORIZON: Duration = Duration::days(400);

/// What stands in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A launch.
    Launch,
    /// A measure that is due.
    Measure,
    /// A task that should be done.
    Task,
}

/// A day in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// What.
    pub entry: Entry,
    /// Key of the thing: of the cycle for a launch.
    pub id: Uuid,
    /// Key of the e-service.
    pub e_service: Uuid,
    /// Its e-service.
    pub e_service_name: String,
    /// Name of the metric or title of the task; empty for a launch.
    pub name: String,
    /// On which day.
    pub on: NaiveDate,
}

/// Makes a new secret for the address of one's calendar; a former one leads nowhere from now on. It is shown this once and kept as a
/// hash only.
///
/// # Errors
/// Where the machine gives no random numbers, or the database fails.
pub async fn renew(services: &Services, actor: &Actor) -> Result<String> {
    let secret = secret::draw()?;
    keep(services, actor, Some(secret::hash(&secret))).await?;
    Ok(secret)
}

/// Lets the address of one's calendar lead nowhere.
///
/// # Errors
/// Where the database fails.
pub async fn close(services: &Services, actor: &Actor) -> Result<()> {
    keep(services, actor, None).await
}

async fn keep(services: &Services, actor: &Actor, hash: Option<String>) -> Result<()> {
    let txn = services.begin().await?;
    let open = hash.is_some();
    let row = notification_choice::ActiveModel {
        user_id: Set(actor.user_id),
        body: Set(json!({})),
        calendar_hash: Set(hash.clone()),
        version: Set(1),
    };
    notification_choice::Entity::insert(row)
        .on_conflict(
            OnConflict::column(notification_choice::Column::UserId)
                .value(notification_choice::Column::CalendarHash, Expr::value(hash))
                .to_owned(),
        )
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "notification.calendar",
        thing_kind: "User",
        thing_id: actor.user_id.0,
        e_service_id: None,
        detail: json!({ "open": open }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    txn.commit().await?;
    Ok(())
}

/// The calendar that a secret opens: its person, and the days ahead, with those that have passed and wait.
///
/// # Errors
/// [`Error::NotFound`] where it opens none; the database.
pub async fn read(services: &Services, secret: &str) -> Result<(user::Model, Vec<Day>)> {
    let row = notification_choice::Entity::find()
        .filter(notification_choice::COLUMN.calendar_hash.eq(secret::hash(secret)))
        .one(&services.db)
        .await?
        .ok_or(Error::NotFound)?;
    let user = user::Entity::find_by_id(row.user_id)
        .one(&services.db)
        .await?
        .filter(|user| user.active)
        .ok_or(Error::NotFound)?;
    let ahead = ahead_until(services, &user, HORIZON, HORIZON, 500).await?;
    let mut days = Vec::new();
    days.extend(
        ahead
            .launches
            .into_iter()
            .filter_map(|it| day(Entry::Launch, it.id.0, it)),
    );
    days.extend(
        ahead
            .measures
            .into_iter()
            .filter_map(|it| day(Entry::Measure, it.id.0, it)),
    );
    days.extend(
        ahead
            .tasks
            .into_iter()
            .filter_map(|it| day(Entry::Task, it.id.0, it)),
    );
    Ok((user, days))
}

fn day<Id>(entry: Entry, id: Uuid, ahead: Ahead<Id>) -> Option<Day> {
    Some(Day {
        entry,
        id,
        e_service: ahead.e_service.0,
        e_service_name: ahead.e_service_name,
        name: ahead.name,
        on: ahead.on?,
    })
}
