//! Every query on reports.

use std::collections::HashMap;

use ::entity::{
    enums::ReportState,
    ids::{CycleId, EServiceId, ReportId},
    report,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    domain::report::Content,
    service::{Error, Result},
};

/// The reports of cycles, latest first. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    ids: &[CycleId],
) -> Result<HashMap<CycleId, Vec<report::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = report::Entity::find()
        .filter(report::COLUMN.cycle_id.is_in(ids.iter().copied()))
        .order_by_desc(report::COLUMN.number)
        .all(db)
        .await?;
    let mut reports: HashMap<CycleId, Vec<report::Model>> = HashMap::new();
    for row in rows {
        reports.entry(row.cycle_id).or_default().push(row);
    }
    Ok(reports)
}

/// Reports by key, whoever asks. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[ReportId],
) -> Result<HashMap<ReportId, report::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = report::Entity::find()
        .filter(report::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The report on an e-service that was presented last.
///
/// # Errors
/// Where the database fails.
pub async fn last_presented(
    db: &impl ConnectionTrait,
    e_service: EServiceId,
) -> Result<Option<report::Model>, DbErr> {
    report::Entity::find()
        .filter(report::COLUMN.e_service_id.eq(e_service))
        .filter(report::COLUMN.state.eq(ReportState::Presented))
        .order_by_desc(report::COLUMN.presented_at)
        .order_by_desc(report::COLUMN.id)
        .one(db)
        .await
}

/// What a report says.
///
/// # Errors
/// [`Error::Internal`] where it cannot be read.
pub fn content(row: &report::Model) -> Result<Content> {
    serde_json::from_value(row.content.clone())
        .map_err(|error| Error::Internal(format!("report {} cannot be read: {error}", row.id)))
}
