//! What is left to do before something is approved, by what people call it.

use ::entity::{
    artefact,
    enums::{ApprovalSubject, ArtefactKind},
    ids::CycleId,
};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::{
    domain::approval::waits_for,
    service::{Result, artefact::queries},
};

/// How much of a text without a title is shown, in characters.
const SHOWN: usize = 80;

/// Everything that a subject waits for, with its kind.
///
/// # Errors
/// Where the database fails.
pub(super) async fn to_do(
    db: &impl ConnectionTrait,
    cycle: CycleId,
    subject: ApprovalSubject,
) -> Result<Vec<(ArtefactKind, String)>> {
    let kinds = waits_for(subject);
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let open = queries::open(db, cycle, kinds).await?;
    Ok(open.iter().map(|row| (row.kind, name(row))).collect())
}

/// What people call it: its title, or the beginning of what it says.
pub(super) fn name(row: &artefact::Model) -> String {
    let said = ["title", "text"]
        .iter()
        .find_map(|field| row.body.get(field).and_then(Value::as_str));
    let line = said
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    if line.chars().count() <= SHOWN {
        return line.to_owned();
    }
    let shown: String = line.chars().take(SHOWN).collect();
    format!("{}…", shown.trim_end())
}
