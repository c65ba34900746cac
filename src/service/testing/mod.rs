//! Testing: what is checked of scenarios, runs and defects, how scenarios are generated, and how defects go back and forth.

mod defect;
pub mod generate;
mod run;
mod scenario;
pub mod track;

use ::entity::{artefact, enums::ArtefactKind};
use serde_json::json;

use super::{Error, ProblemCode, Result, artefact::queries};
use crate::database::Transaction;

/// Refuses to take out a scenario that was run, or a run in which a defect was found.
///
/// # Errors
/// `WRONG_STATE`.
pub(super) async fn may_remove(txn: &Transaction, row: &artefact::Model) -> Result<()> {
    let (kind, field) = match row.kind {
        ArtefactKind::TestScenario => (ArtefactKind::TestRun, "scenario"),
        _ => (ArtefactKind::Defect, "run"),
    };
    let key = (row.cycle_id, kind);
    let rests = queries::of_cycles(txn, &[key]).await?.remove(&key);
    let named = json!(row.id);
    if rests
        .unwrap_or_default()
        .iter()
        .all(|other| other.body.get(field) != Some(&named))
    {
        return Ok(());
    }
    Err(Error::refused(
        ProblemCode::WrongState,
        &[],
        "Annat bygger på det: det är redan testat, eller så hittades ett fel.",
        "Other things rest on it: it was tested already, or a defect was found.",
    ))
}
