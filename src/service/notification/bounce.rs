//! Mails that came back: noted at their delivery; and after one that came back for good the address gets no more, until an
//! administrator lets it or the person has another.

use std::collections::HashMap;

use ::entity::{
    delivery,
    enums::DeliveryState,
    ids::{DeliveryId, UserId},
    mail_hold, user,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::json;

use crate::{
    delivery::mask_addresses,
    domain::{
        actor::{Actor, Machine},
        permission::Permission,
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::require_global,
        audit,
        check::{Check, TEXT},
        machine::manage,
    },
};

/// A mail to an address that is held is looked at again after this time.
pub const AGAIN: Duration = Duration::hours(1);
/// Once an address is held for so long, mails to it are given up: an administrator finds them among those that failed.
pub const LONGEST: Duration = Duration::days(30);
/// Why it waits, in the outbox.
pub const HELD: &str = "mails to this address are held, since one came back for good";
/// Why it is given up.
pub const GIVEN_UP: &str = "mails to this address have been held for 30 days, since one came back for good";

/// Who reports.
#[derive(Clone, Copy, Debug)]
pub enum Reporter<'a> {
    /// An administrator.
    Person(&'a Actor),
    /// A program that was made for it.
    Machine(&'a Machine),
}

/// A mail that came back.
#[derive(Clone, Debug, Default)]
pub struct Bounce {
    /// Its Message-ID, with or without angle brackets.
    pub message_id: Option<String>,
    /// The address to which it went; where the Message-ID is not known, the last mail to it is meant.
    pub recipient: Option<String>,
    /// Whether it will come back the next time, too.
    pub permanent: bool,
    /// What the mail server says.
    pub diagnostic: String,
}

/// Notes that a mail came back; answers its delivery, and whether the address is held now. Reporting it again changes nothing more.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID` where no mail is known by them, [`Error::Forbidden`].
pub async fn report(services: &Services, by: Reporter<'_>, bounce: &Bounce) -> Result<(DeliveryId, bool)> {
    let actor = match by {
        Reporter::Person(actor) => {
            require_global(actor, Permission::ReportBounces)?;
            Some(actor)
        }
        Reporter::Machine(machine) if machine.may(Permission::ReportBounces) => None,
        Reporter::Machine(_) => return Err(Error::Forbidden(Permission::ReportBounces)),
    };
    let diagnostic = checked(bounce)?;
    let now = services.now();
    let txn = services.begin().await?;
    let row = found(&txn, bounce).await?;
    let to = user::Entity::find_by_id(row.user_id).one(&txn).await?;
    let to = to.ok_or(Error::NotFound)?;
    delivery::Entity::update_many()
        .set(delivery::ActiveModel {
            state: Set(DeliveryState::Bounced),
            bounced_at: Set(Some(row.bounced_at.unwrap_or(now))),
            last_error: Set(Some(diagnostic.clone())),
            ..Default::default()
        })
        .filter(delivery::COLUMN.id.eq(row.id))
        .filter(
            delivery::COLUMN
                .state
                .is_in([DeliveryState::Sent, DeliveryState::Bounced]),
        )
        .exec(&txn)
        .await?;
    if bounce.permanent {
        hold(&txn, &to, &diagnostic, now).await?;
    }
    let held = held(&txn, [to.id]).await?.contains_key(&to.id);
    let machine = match by {
        Reporter::Person(_) => None,
        Reporter::Machine(machine) => Some(machine.id),
    };
    if let Some(id) = machine {
        manage::used(&txn, id, now).await?;
    }
    let entry = audit::Entry {
        action: "delivery.bounce",
        thing_kind: "User",
        thing_id: to.id.0,
        e_service_id: None,
        detail: json!({
            "delivery": row.id, "permanent": bounce.permanent, "diagnostic": diagnostic, "machineClient": machine,
        }),
    };
    audit::record(&txn, actor, now, entry).await?;
    txn.commit().await?;
    Ok((row.id, held))
}

/// What the mail server says, without addresses.
fn checked(bounce: &Bounce) -> Result<String> {
    let mut check = Check::default();
    let diagnostic = check.text("diagnostic", &bounce.diagnostic, TEXT);
    check.that(
        bounce.message_id.is_some() != bounce.recipient.is_some(),
        ProblemCode::Invalid,
        "messageIdHeader",
        "Ange antingen messageIdHeader eller recipient.",
        "Give either messageIdHeader or recipient.",
    );
    check.finish()?;
    Ok(mask_addresses(&diagnostic))
}

/// The delivery that is meant: one that was handed over.
async fn found(txn: &impl ConnectionTrait, bounce: &Bounce) -> Result<delivery::Model> {
    let went_out = delivery::COLUMN
        .state
        .is_in([DeliveryState::Sent, DeliveryState::Bounced]);
    let select = delivery::Entity::find().filter(went_out);
    let (select, field) = match (&bounce.message_id, &bounce.recipient) {
        (Some(id), _) => {
            let id = id.trim().trim_start_matches('<').trim_end_matches('>');
            let key = id.split('@').next().unwrap_or_default();
            (
                select.filter(delivery::COLUMN.message_key.eq(key)),
                "messageIdHeader",
            )
        }
        (None, address) => {
            let address = address.as_deref().unwrap_or_default().trim().to_lowercase();
            let user = user::Entity::find()
                .filter(user::COLUMN.email.eq(address))
                .one(txn)
                .await?;
            let user = user.map(|user| user.id);
            (select.filter(delivery::COLUMN.user_id.is_in(user)), "recipient")
        }
    };
    let found = select.order_by_desc(delivery::COLUMN.sent_at).one(txn).await?;
    found.ok_or_else(|| {
        Error::refused(
            ProblemCode::UnknownId,
            &[field],
            "Inget mejl som har skickats är känt så.",
            "No mail that was sent is known by this.",
        )
    })
}

async fn hold(
    txn: &impl ConnectionTrait,
    to: &user::Model,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let held = mail_hold::ActiveModel {
        user_id: Set(to.id),
        address: Set(to.email.clone()),
        reason: Set(reason.to_owned()),
        held_at: Set(now),
    };
    let newer = OnConflict::column(mail_hold::Column::UserId)
        .update_columns([
            mail_hold::Column::Address,
            mail_hold::Column::Reason,
            mail_hold::Column::HeldAt,
        ])
        .to_owned();
    mail_hold::Entity::insert(held)
        .on_conflict(newer)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Those of these people whose present address is held, with why. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn held(
    db: &impl ConnectionTrait,
    users: impl IntoIterator<Item = UserId>,
) -> Result<HashMap<UserId, mail_hold::Model>, DbErr> {
    let present = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(
            Expr::col((user::Entity, user::Column::Id))
                .equals((mail_hold::Entity, mail_hold::Column::UserId)),
        )
        .filter(
            Expr::col((user::Entity, user::Column::Email))
                .equals((mail_hold::Entity, mail_hold::Column::Address)),
        );
    let rows = mail_hold::Entity::find()
        .filter(mail_hold::COLUMN.user_id.is_in(users))
        .filter(Expr::exists(present.into_query()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.user_id, row)).collect())
}

/// Lets mails go to a person's address again; answers whether they were held. What has waited goes out now, where its reason is
/// still there.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn release(services: &Services, actor: &Actor, id: UserId) -> Result<bool> {
    require_global(actor, Permission::ManageNotifications)?;
    let now = services.now();
    let txn = services.begin().await?;
    user::Entity::find_by_id(id)
        .one(&txn)
        .await?
        .ok_or(Error::NotFound)?;
    let released = mail_hold::Entity::delete_by_id(id)
        .exec(&txn)
        .await?
        .rows_affected
        > 0;
    if released {
        delivery::Entity::update_many()
            .col_expr(delivery::Column::DueAt, Expr::value(now))
            .filter(delivery::COLUMN.user_id.eq(id))
            .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
            .filter(delivery::COLUMN.last_error.eq(HELD))
            .exec(&txn)
            .await?;
        let entry = audit::Entry {
            action: "mail.release",
            thing_kind: "User",
            thing_id: id.0,
            e_service_id: None,
            detail: json!({}),
        };
        audit::record(&txn, Some(actor), now, entry).await?;
    }
    txn.commit().await?;
    services.live.wake();
    Ok(released)
}
