//! Naming files in what is made in a cycle.

use ::entity::{
    attachment,
    enums::AttachmentState,
    ids::{AttachmentId, EServiceId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    database::Transaction,
    domain::attachment::{Attached, AttachedFile, MOST_FILES},
    service::{ProblemCode, Result, check::Check},
};

/// Fills in what is kept of the files that something in an e-service names, and notes those that are not there. One statement at most.
///
/// The files are held until the transaction ends: who would take one out waits, and then finds it named.
///
/// # Errors
/// Where the database fails.
pub(in crate::service) async fn attach(
    txn: &Transaction,
    e_service: EServiceId,
    files: &mut Attached,
    check: &mut Check,
) -> Result<()> {
    const PATH: &str = "attachmentIds";
    if files.is_empty() {
        return Ok(());
    }
    if files.len() > MOST_FILES {
        check.add(
            ProblemCode::Invalid,
            PATH,
            format!("Högst {MOST_FILES} filer kan bifogas."),
            format!("At most {MOST_FILES} files can be attached."),
        );
        return Ok(());
    }
    let rows = attachment::Entity::find()
        .filter(attachment::COLUMN.id.is_in(files.ids()))
        .filter(attachment::COLUMN.e_service_id.eq(e_service))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Stored))
        .lock_shared()
        .all(txn)
        .await?;
    check.that(
        rows.len() == files.len(),
        ProblemCode::UnknownId,
        PATH,
        "Finns inte bland e-tjänstens filer: den är borttagen, inte färdigskickad eller hör till en annan e-tjänst.",
        "Is not among the files of the e-service: it was taken out, was not sent to its end, or is of another e-service.",
    );
    *files = rows.into_iter().map(kept).collect();
    Ok(())
}

/// What a version keeps of a file.
fn kept(row: attachment::Model) -> (AttachmentId, AttachedFile) {
    let file = AttachedFile {
        name: row.name,
        sha256: row.sha256.unwrap_or_default(),
    };
    (row.id, file)
}
