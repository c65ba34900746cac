//! Every query on attachments.

use std::collections::HashMap;

use ::entity::{
    attachment,
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// The attachments of each e-service that are there, in the order in which they were attached. One statement. The caller may see the
/// e-services.
///
/// # Errors
/// Where the database fails.
pub async fn of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
) -> Result<HashMap<EServiceId, Vec<attachment::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = attachment::Entity::find()
        .filter(attachment::COLUMN.e_service_id.is_in(ids.iter().copied()))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Stored))
        .order_by_asc(attachment::COLUMN.id)
        .all(db)
        .await?;
    let mut attachments: HashMap<EServiceId, Vec<attachment::Model>> = HashMap::new();
    for row in rows {
        attachments.entry(row.e_service_id).or_default().push(row);
    }
    Ok(attachments)
}

/// Those of these attachments that are there, whoever asks. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[AttachmentId],
) -> Result<HashMap<AttachmentId, attachment::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = attachment::Entity::find()
        .filter(attachment::COLUMN.id.is_in(ids.iter().copied()))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Stored))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
