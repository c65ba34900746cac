//! Taking a file out.

use ::entity::{
    attachment,
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::queries;
use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit, e_service as e_services,
    },
};

/// Takes a file out; its bytes go with the next clean-up. The audit trail keeps its name and hash. What a version of anything names stays.
///
/// # Errors
/// `WRONG_STATE` where it is named, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn remove(services: &Services, actor: &Actor, id: AttachmentId) -> Result<EServiceId> {
    let now = services.now();
    let txn = services.begin().await?;
    let row = queries::by_ids(&txn, &[id])
        .await?
        .remove(&id)
        .ok_or(Error::NotFound)?;
    let (e_service, unit_path) = e_services::queries::visible(&txn, actor, row.e_service_id).await?;
    require(actor, Permission::AttachFiles, place(e_service.id, &unit_path))?;
    let result = attachment::Entity::update_many()
        .col_expr(attachment::Column::State, Expr::value(AttachmentState::Removed))
        .col_expr(attachment::Column::RemovedAt, Expr::value(now))
        .filter(attachment::COLUMN.id.eq(id))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Stored))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::NotFound);
    }
    // Asked once the row is held: whoever names the file at the same moment has done so by now, or finds it gone.
    if queries::is_named(&txn, &row).await? {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &["attachmentId"],
            "Filen finns i en version av något som gjorts i processen, och blir kvar med den.",
            "The file is in a version of something that was made in the process, and stays with it.",
        ));
    }
    let entry = audit::Entry {
        action: "attachment.remove",
        thing_kind: "Attachment",
        thing_id: id.0,
        e_service_id: Some(e_service.id),
        detail: json!({ "before": { "name": row.name, "size": row.size, "sha256": row.sha256 } }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(e_service.id)
}
