//! Every query on artefacts and their versions.

use std::collections::HashMap;

use ::entity::{
    artefact, artefact_version,
    enums::ArtefactKind,
    ids::{ArtefactId, CycleId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    domain::artefact::Artefact,
    service::{Error, Result},
};

/// The artefacts of some kinds in cycles, by kind and number. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    keys: &[(CycleId, ArtefactKind)],
) -> Result<HashMap<(CycleId, ArtefactKind), Vec<artefact::Model>>, DbErr> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = artefact::Entity::find()
        .filter(
            artefact::COLUMN
                .cycle_id
                .is_in(keys.iter().map(|(cycle, _)| *cycle)),
        )
        .filter(artefact::COLUMN.kind.is_in(keys.iter().map(|(_, kind)| *kind)))
        .filter(artefact::COLUMN.removed_at.is_null())
        .order_by_asc(artefact::COLUMN.kind)
        .order_by_asc(artefact::COLUMN.number)
        .all(db)
        .await?;
    let mut artefacts: HashMap<_, Vec<artefact::Model>> = HashMap::new();
    for row in rows {
        artefacts.entry((row.cycle_id, row.kind)).or_default().push(row);
    }
    Ok(artefacts)
}

/// All artefacts of a cycle, by kind and number, whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycle(db: &impl ConnectionTrait, cycle: CycleId) -> Result<Vec<artefact::Model>, DbErr> {
    artefact::Entity::find()
        .filter(artefact::COLUMN.cycle_id.eq(cycle))
        .filter(artefact::COLUMN.removed_at.is_null())
        .order_by_asc(artefact::COLUMN.kind)
        .order_by_asc(artefact::COLUMN.number)
        .all(db)
        .await
}

/// What the artefacts of one kind in a cycle say, with their rows, by number. The caller may see the cycle.
///
/// # Errors
/// The database; [`Error::Internal`] where one cannot be read.
pub async fn read<A: Artefact>(
    db: &impl ConnectionTrait,
    cycle: CycleId,
) -> Result<Vec<(artefact::Model, A)>> {
    let key = (cycle, A::KIND);
    let rows = of_cycles(db, &[key]).await?.remove(&key).unwrap_or_default();
    rows.into_iter()
        .map(|row| {
            let body = body(&row)?;
            Ok((row, body))
        })
        .collect()
}

/// What the artefacts of one kind in a cycle say that were ever made, those taken out too. Whoever asks.
///
/// # Errors
/// The database; [`Error::Internal`] where one cannot be read.
pub async fn ever_made<A: Artefact>(db: &impl ConnectionTrait, cycle: CycleId) -> Result<Vec<A>> {
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.cycle_id.eq(cycle))
        .filter(artefact::COLUMN.kind.eq(A::KIND))
        .order_by_asc(artefact::COLUMN.number)
        .all(db)
        .await?;
    rows.iter().map(body).collect()
}

/// The artefacts of some kinds in a cycle of which something is left to do, by kind and number. Whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn open(
    db: &impl ConnectionTrait,
    cycle: CycleId,
    kinds: &[ArtefactKind],
) -> Result<Vec<artefact::Model>, DbErr> {
    artefact::Entity::find()
        .filter(artefact::COLUMN.cycle_id.eq(cycle))
        .filter(artefact::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(artefact::COLUMN.open.eq(true))
        .filter(artefact::COLUMN.removed_at.is_null())
        .order_by_asc(artefact::COLUMN.kind)
        .order_by_asc(artefact::COLUMN.number)
        .all(db)
        .await
}

/// Artefacts by key, whoever asks; those taken out too. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[ArtefactId],
) -> Result<HashMap<ArtefactId, artefact::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The cycle of an artefact, whoever asks.
///
/// # Errors
/// [`Error::NotFound`]; the database.
pub async fn cycle_of(db: &impl ConnectionTrait, id: ArtefactId) -> Result<CycleId> {
    let row = by_ids(db, &[id]).await?.remove(&id);
    row.map(|row| row.cycle_id).ok_or(Error::NotFound)
}

/// All versions of each artefact, newest first. One statement. The caller may see the artefacts.
///
/// # Errors
/// Where the database fails.
pub async fn versions_of(
    db: &impl ConnectionTrait,
    ids: &[ArtefactId],
) -> Result<HashMap<ArtefactId, Vec<artefact_version::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = artefact_version::Entity::find()
        .filter(artefact_version::COLUMN.artefact_id.is_in(ids.iter().copied()))
        .order_by_desc(artefact_version::COLUMN.number)
        .all(db)
        .await?;
    let mut versions: HashMap<ArtefactId, Vec<artefact_version::Model>> = HashMap::new();
    for row in rows {
        versions.entry(row.artefact_id).or_default().push(row);
    }
    Ok(versions)
}

/// What an artefact says.
///
/// # Errors
/// [`Error::Internal`] where it is not of the form of its kind.
pub fn body<A: Artefact>(row: &artefact::Model) -> Result<A> {
    serde_json::from_value(row.body.clone())
        .map_err(|error| Error::Internal(format!("artefact {} is no {:?}: {error}", row.id, A::KIND)))
}
