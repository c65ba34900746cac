//! What a claimed delivery carries, looked at when it is about to go out.

use ::entity::{delivery, enums::DeliveryForm, notification, user};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    choices::choices_of,
    overview::{Overview, overview},
    policy::policy,
    saying::{self, Said, Saying},
};
use crate::{
    domain::{
        calendar::Zone,
        notification::{Choices, next_overview},
        reminder::{self, Sending},
    },
    service::{Result, Services},
};

/// What becomes of a claimed delivery.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// It goes out.
    Send(Box<Parcel>),
    /// The reason is gone, or the person may no longer know.
    Cancel(&'static str),
    /// Not at this hour; from then on.
    Hold(DateTime<Utc>),
}

/// What goes out.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The person.
    pub user: user::Model,
    /// How they want it.
    pub choices: Choices,
    /// What it carries.
    pub load: Load,
}

/// What a parcel carries.
#[derive(Clone, Debug)]
pub enum Load {
    /// One notification.
    Notice(Box<Said>),
    /// What was gathered, oldest first.
    Digest(Vec<Said>),
    /// What lies ahead in the week that begins.
    Overview(Overview),
}

/// Looks at a claimed delivery.
///
/// # Errors
/// Where the database fails.
pub async fn look(services: &Services, row: &delivery::Model) -> Result<Outgoing> {
    let db = &services.db;
    let Some(user) = user::Entity::find_by_id(row.user_id).one(db).await? else {
        return Ok(Outgoing::Cancel("the person is gone"));
    };
    if !user.active {
        return Ok(Outgoing::Cancel("the person has left"));
    }
    let choices = choices_of(db, user.id).await?;
    match (row.form, row.slot) {
        (DeliveryForm::Notice, _) => notice(services, row, user, choices).await,
        (DeliveryForm::Digest, Some(slot)) => digest(services, slot, user, choices).await,
        (DeliveryForm::Overview, Some(slot)) => week(services, slot, user, choices).await,
        (_, None) => Ok(Outgoing::Cancel("it is for no moment")),
    }
}

async fn notice(
    services: &Services,
    row: &delivery::Model,
    user: user::Model,
    choices: Choices,
) -> Result<Outgoing> {
    let found = match row.notification_id {
        Some(id) => notification::Entity::find_by_id(id).one(&services.db).await?,
        None => None,
    };
    let Some(told) = found else {
        return Ok(Outgoing::Cancel("the notification is gone"));
    };
    let (kind, about_on) = (told.kind, told.about_on.unwrap_or_default());
    let said = match saying::look(services, told, user.clone()).await? {
        Saying::Say(said) => said,
        Saying::Gone(reason) => return Ok(Outgoing::Cancel(reason)),
    };
    let now = services.now();
    match reminder::sending_to(&policy(&services.settings), &choices, kind, about_on, now) {
        Sending::Now => {}
        Sending::Later(at) => return Ok(Outgoing::Hold(at)),
        Sending::Never => return Ok(Outgoing::Cancel("it would be untrue by now")),
    }
    Ok(Outgoing::Send(Box::new(Parcel {
        user,
        choices,
        load: Load::Notice(said),
    })))
}

/// What was gathered for a moment: without what the person has read or put away meanwhile, and without what is not so any more, or would
/// be untrue by now ("the launch is today" of yesterday).
async fn digest(
    services: &Services,
    slot: DateTime<Utc>,
    user: user::Model,
    choices: Choices,
) -> Result<Outgoing> {
    let rows = notification::Entity::find()
        .filter(notification::COLUMN.user_id.eq(user.id))
        .filter(notification::COLUMN.digest_at.eq(slot))
        .filter(notification::COLUMN.read_at.is_null())
        .filter(notification::COLUMN.archived_at.is_null())
        .order_by_asc(notification::COLUMN.created_at)
        .order_by_asc(notification::COLUMN.id)
        .all(&services.db)
        .await?;
    let (policy, now) = (policy(&services.settings), services.now());
    let mut items = Vec::new();
    for row in rows {
        let about_on = row.about_on.unwrap_or_default();
        if reminder::sending(&policy, row.kind, about_on, now) == Sending::Never {
            continue;
        }
        if let Saying::Say(said) = saying::look(services, row, user.clone()).await? {
            items.push(*said);
        }
    }
    if items.is_empty() {
        return Ok(Outgoing::Cancel("all of it was read, or is not so any more"));
    }
    Ok(Outgoing::Send(Box::new(Parcel {
        user,
        choices,
        load: Load::Digest(items),
    })))
}

async fn week(
    services: &Services,
    slot: DateTime<Utc>,
    user: user::Model,
    choices: Choices,
) -> Result<Outgoing> {
    let zone = Zone::from(services.settings.time_zone);
    // Put out before the person chose otherwise.
    if !choices.overview || next_overview(&choices, zone, slot - chrono::Duration::seconds(1)) != slot {
        return Ok(Outgoing::Cancel("the person wants no overview at this time"));
    }
    if choices.away_on(choices.zone(zone).date_of(slot)).is_some() {
        return Ok(Outgoing::Cancel("the person is away"));
    }
    let overview = overview(services, &user).await?;
    if overview.is_empty() {
        return Ok(Outgoing::Cancel("nothing lies ahead"));
    }
    Ok(Outgoing::Send(Box::new(Parcel {
        user,
        choices,
        load: Load::Overview(overview),
    })))
}
