//! Whether an artefact can be taken out: what others rest on stays.

use ::entity::{artefact, enums::ArtefactKind};

use crate::{
    database::Transaction,
    domain::actor::Actor,
    service::{Result, design, testing},
};

/// Refuses to take out what others rest on, or what is not that person's to take out.
///
/// # Errors
/// `WRONG_STATE`, [`Error::Forbidden`](crate::service::Error::Forbidden); the database.
pub(super) async fn check(txn: &Transaction, actor: &Actor, row: &artefact::Model) -> Result<()> {
    match row.kind {
        ArtefactKind::DesignStep => design::step::may_remove(txn, row).await,
        ArtefactKind::DesignStatement => design::statement::is_own(actor, row),
        ArtefactKind::TestScenario | ArtefactKind::TestRun => testing::may_remove(txn, row).await,
        _ => Ok(()),
    }
}
