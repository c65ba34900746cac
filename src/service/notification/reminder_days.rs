//! The lead times of one e-service, where they are not those of the settings.

use ::entity::{enums::ReminderSeries, ids::EServiceId, reminder_days};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use serde_json::json;

use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit, e_service,
    },
};

/// As many lead times a series has at the most.
const MOST: usize = 10;

/// Sets the lead times of an e-service for a series; none for those of the settings.
///
/// # Errors
/// `INVALID` for days that are not 0 to 365 or are too many, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn set(
    services: &Services,
    actor: &Actor,
    id: EServiceId,
    series: ReminderSeries,
    days: Option<Vec<i64>>,
) -> Result<()> {
    let txn = services.begin().await?;
    let (row, unit_path) = e_service::queries::visible(&txn, actor, id).await?;
    require(actor, Permission::SetReminderDays, place(row.id, &unit_path))?;
    let fits = |days: &Vec<i64>| days.len() <= MOST && days.iter().all(|days| (0..=365).contains(days));
    if days.as_ref().is_some_and(|days| !fits(days)) {
        return Err(Error::refused(
            ProblemCode::Invalid,
            &["days"],
            "Ange högst tio tal från 0 till 365.",
            "Give at most ten numbers from 0 to 365.",
        ));
    }
    match &days {
        Some(days) => {
            reminder_days::Entity::insert(reminder_days::ActiveModel {
                e_service_id: Set(id),
                series: Set(series),
                days: Set(json!(days)),
            })
            .on_conflict(
                OnConflict::columns([reminder_days::Column::EServiceId, reminder_days::Column::Series])
                    .update_column(reminder_days::Column::Days)
                    .to_owned(),
            )
            .exec_without_returning(&txn)
            .await?;
        }
        None => {
            reminder_days::Entity::delete_by_id((id, series))
                .exec(&txn)
                .await?;
        }
    }
    let entry = audit::Entry {
        action: "e_service.set_reminder_days",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({ "series": series, "days": days }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    txn.commit().await?;
    Ok(())
}

/// The lead times that some e-services have of their own. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn of(
    db: &impl ConnectionTrait,
    e_services: &[EServiceId],
) -> Result<Vec<(EServiceId, ReminderSeries, Vec<i64>)>> {
    let rows = reminder_days::Entity::find()
        .filter(
            reminder_days::COLUMN
                .e_service_id
                .is_in(e_services.iter().copied()),
        )
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let days = serde_json::from_value(row.days).unwrap_or_default();
            (row.e_service_id, row.series, days)
        })
        .collect())
}
