//! Every query on attachments.

use std::collections::HashMap;

use ::entity::{
    artefact, artefact_version, attachment, document, document_version,
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

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

/// Whether any version of a document or of anything else that was made for its e-service names a file, those of what was taken out among
/// them. Two statements.
///
/// # Errors
/// Where the database fails.
pub async fn is_named(db: &impl ConnectionTrait, file: &attachment::Model) -> Result<bool, DbErr> {
    let made = artefact::Entity::find()
        .select_only()
        .column(artefact::Column::Id)
        .filter(artefact::COLUMN.e_service_id.eq(file.e_service_id));
    let version = artefact_version::Entity::find()
        .select_only()
        .column(artefact_version::Column::Id)
        .filter(
            artefact_version::COLUMN
                .artefact_id
                .in_subquery(made.into_query()),
        )
        .filter(names(artefact_version::Column::Body, file.id));
    if is_any(db, version).await? {
        return Ok(true);
    }
    let written = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::COLUMN.e_service_id.eq(file.e_service_id));
    let version = document_version::Entity::find()
        .select_only()
        .column(document_version::Column::Id)
        .filter(
            document_version::COLUMN
                .document_id
                .in_subquery(written.into_query()),
        )
        .filter(names(document_version::Column::Attachments, file.id));
    is_any(db, version).await
}

async fn is_any<E: EntityTrait>(db: &impl ConnectionTrait, ids: Select<E>) -> Result<bool, DbErr> {
    let first: Option<uuid::Uuid> = ids.limit(1).into_tuple().one(db).await?;
    Ok(first.is_some())
}

/// Whether JSON has a key anywhere: no other text looks like one.
fn names(column: impl ColumnTrait, key: AttachmentId) -> SimpleExpr {
    Expr::col(column.as_column_ref())
        .cast_as("text")
        .like(format!("%{key}%"))
}
