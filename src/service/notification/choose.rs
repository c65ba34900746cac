//! Choosing how one is told: modes, hours, absence, mute and watch.

use ::entity::{
    e_service_attention,
    enums::{Attention, DeliveryMode, NotificationCategory},
    ids::{EServiceId, UserId},
    notification_choice,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        notification::{Choices, UnknownChoice},
    },
    service::{Error, ProblemCode, Result, Services, account, audit, e_service},
};

/// What a person chose, with the version that a change must name: 0 where nothing was chosen yet. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn chosen(db: &impl ConnectionTrait, user: UserId) -> Result<(Choices, i32)> {
    let row = notification_choice::Entity::find_by_id(user).one(db).await?;
    Ok(row.map_or_else(
        || (Choices::default(), 0),
        |row| (serde_json::from_value(row.body).unwrap_or_default(), row.version),
    ))
}

/// Keeps all choices of the person.
///
/// # Errors
/// `INVALID`, `UNKNOWN_ID`, `STALE`.
pub async fn choose(services: &Services, actor: &Actor, choices: Choices, version: i32) -> Result<()> {
    choices.check().map_err(refusal)?;
    let txn = services.begin().await?;
    if let Some(substitute) = choices.away.and_then(|away| away.substitute) {
        let known = account::queries::user(&txn, substitute).await?;
        if substitute == actor.user_id || known.is_none_or(|user| !user.active) {
            return Err(Error::refused(
                ProblemCode::UnknownId,
                &["away", "substituteId"],
                "Ersättaren måste vara en annan person som finns kvar.",
                "The substitute must be another person who is still here.",
            ));
        }
    }
    let (before, seen) = chosen(&txn, actor.user_id).await?;
    if seen != version {
        return Err(Error::stale());
    }
    keep(&txn, actor.user_id, &choices, seen).await?;
    let entry = audit::Entry {
        action: "notification.choose",
        thing_kind: "User",
        thing_id: actor.user_id.0,
        e_service_id: None,
        detail: json!({ "choices": choices, "before": before }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    txn.commit().await?;
    Ok(())
}

/// Sets how the mails of one category come, whatever else was chosen meanwhile.
///
/// # Errors
/// Where the database fails, or it changes under us again and again.
pub(super) async fn set_mode(
    services: &Services,
    user: UserId,
    category: NotificationCategory,
    mode: DeliveryMode,
) -> Result<()> {
    for _ in 0..5 {
        let txn = services.begin().await?;
        let (before, version) = chosen(&txn, user).await?;
        if before.modes.get(&category) == Some(&mode) {
            return Ok(());
        }
        let mut choices = before.clone();
        choices.modes.insert(category, mode);
        match keep(&txn, user, &choices, version).await {
            Err(error) if error.is_stale() => continue,
            result => result?,
        }
        let entry = audit::Entry {
            action: "notification.unsubscribe",
            thing_kind: "User",
            thing_id: user.0,
            e_service_id: None,
            detail: json!({ "choices": choices, "before": before }),
        };
        audit::record(&txn, None, services.now(), entry).await?;
        txn.commit().await?;
        return Ok(());
    }
    Err(Error::Internal(
        "the choices of a person change all the time".to_owned(),
    ))
}

async fn keep(txn: &Transaction, user: UserId, choices: &Choices, version: i32) -> Result<()> {
    let body = serde_json::to_value(choices).map_err(|error| Error::Internal(error.to_string()))?;
    let written = if version == 0 {
        notification_choice::Entity::insert(notification_choice::ActiveModel {
            user_id: Set(user),
            body: Set(body),
            calendar_hash: Set(None),
            version: Set(1),
        })
        .on_conflict_do_nothing_on([notification_choice::Column::UserId])
        .exec_without_returning(txn)
        .await?;
        chosen(txn, user).await?.1 == 1
    } else {
        let update = notification_choice::Entity::update_many()
            .col_expr(notification_choice::Column::Body, Expr::value(body))
            .col_expr(notification_choice::Column::Version, Expr::value(version + 1))
            .filter(notification_choice::COLUMN.user_id.eq(user))
            .filter(notification_choice::COLUMN.version.eq(version));
        update.exec(txn).await?.rows_affected == 1
    };
    if written { Ok(()) } else { Err(Error::stale()) }
}

fn refusal(wrong: UnknownChoice) -> Error {
    match wrong {
        UnknownChoice::Hour(field) => Error::refused(
            ProblemCode::Invalid,
            &[field],
            "En timme är ett tal från 0 till 23.",
            "An hour is a number from 0 to 23.",
        ),
        UnknownChoice::TimeZone => Error::refused(
            ProblemCode::Invalid,
            &["timeZone"],
            "Det är ingen tidszon; skriv till exempel Europe/Stockholm.",
            "That is no time zone; write for example Europe/Stockholm.",
        ),
        UnknownChoice::Away => Error::refused(
            ProblemCode::Invalid,
            &["away", "until"],
            "Frånvaron slutar innan den börjar.",
            "The absence ends before it begins.",
        ),
        UnknownChoice::Account => Error::refused(
            ProblemCode::Invalid,
            &["modes"],
            "Mejl om det egna kontot kommer alltid direkt.",
            "Mails about one's own account always come at once.",
        ),
    }
}

/// Mutes or watches an e-service, or neither.
///
/// # Errors
/// [`Error::NotFound`] where the person may not see it; the database.
pub async fn attend(
    services: &Services,
    actor: &Actor,
    e_service: EServiceId,
    attention: Option<Attention>,
) -> Result<()> {
    let txn = services.begin().await?;
    e_service::queries::visible(&txn, actor, e_service).await?;
    match attention {
        Some(attention) => {
            e_service_attention::Entity::insert(e_service_attention::ActiveModel {
                user_id: Set(actor.user_id),
                e_service_id: Set(e_service),
                attention: Set(attention),
            })
            .on_conflict(
                OnConflict::columns([
                    e_service_attention::Column::UserId,
                    e_service_attention::Column::EServiceId,
                ])
                .update_column(e_service_attention::Column::Attention)
                .to_owned(),
            )
            .exec_without_returning(&txn)
            .await?;
        }
        None => {
            e_service_attention::Entity::delete_by_id((actor.user_id, e_service))
                .exec(&txn)
                .await?;
        }
    }
    txn.commit().await?;
    Ok(())
}

/// How much a person wants to hear of some e-services; what is missing is as usual. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn attentions_of(
    db: &impl ConnectionTrait,
    user: UserId,
    e_services: &[EServiceId],
) -> Result<Vec<(EServiceId, Attention)>> {
    let rows = e_service_attention::Entity::find()
        .filter(e_service_attention::COLUMN.user_id.eq(user))
        .filter(
            e_service_attention::COLUMN
                .e_service_id
                .is_in(e_services.iter().copied()),
        )
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.e_service_id, row.attention))
        .collect())
}
