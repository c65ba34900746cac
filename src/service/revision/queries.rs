//! Every query on revisions.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    cycle, e_service,
    enums::Phase,
    ids::{CycleId, EServiceId},
    revision,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        facts::CycleFacts,
        revision::{self as rules, Part},
    },
    service::{
        Error, ProblemCode, Result, Services,
        cycle::{carry, facts, queries as cycles},
        e_service as e_services,
        template::Version,
    },
};

/// What cycles were begun with, by cycle; none of a first turn. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
) -> Result<HashMap<CycleId, revision::Model>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = revision::Entity::find()
        .filter(revision::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.cycle_id, row)).collect())
}

/// Refuses a cycle that is no revision, or one that is published or over.
///
/// # Errors
/// `WRONG_STATE`; the database.
pub async fn require_under_way(db: &impl ConnectionTrait, cycle: &cycle::Model) -> Result<()> {
    let is_revision = of_cycles(db, &[cycle.id]).await?.contains_key(&cycle.id);
    if is_revision && cycle.published_at.is_none() && cycle.ended_at.is_none() {
        return Ok(());
    }
    Err(Error::refused(
        ProblemCode::WrongState,
        &[],
        "Det är ingen revidering som pågår.",
        "It is no revision that is under way.",
    ))
}

/// The parts that a revision of an e-service would have if some activities were chosen, with the template that it would follow;
/// none of them where it is not in operation. Keys that are no activities are passed over.
///
/// # Errors
/// [`Error::NotFound`]; the database.
pub async fn choices(
    services: &Services,
    actor: &Actor,
    id: EServiceId,
    chosen: &BTreeSet<String>,
) -> Result<(Version, Vec<Part>)> {
    let db = &services.db;
    let (row, unit_path) = e_services::queries::visible(db, actor, id).await?;
    let version = services.templates.newest(db).await?;
    let Some(key) = row.operation_cycle_id else {
        return Ok((version, Vec::new()));
    };
    let former = cycles::exists(db, key).await?.ok_or(Error::NotFound)?.cycle;
    let facts = former_facts(services, db, &former, &unit_path).await?;
    let parts = rules::parts(&version.template, &facts, chosen);
    Ok((version, parts))
}

/// The keys of what is chosen: one by one, and every activity of some phases.
pub(super) fn keys_of(
    version: &Version,
    parts: &BTreeSet<String>,
    phases: &BTreeSet<Phase>,
) -> BTreeSet<String> {
    let of_phases = version.template.activities.iter().filter(|activity| {
        // What a decision switches on and off is chosen by its own key.
        phases.contains(&activity.phase) && activity.condition.is_none()
    });
    of_phases
        .map(|activity| activity.key.clone())
        .chain(parts.iter().cloned())
        .collect()
}

/// Refuses keys that are no activities of the template.
pub(super) fn are_activities(version: &Version, chosen: &BTreeSet<String>) -> Result<()> {
    if chosen.iter().all(|key| version.template.activity(key).is_some()) {
        Ok(())
    } else {
        Err(Error::refused(
            ProblemCode::UnknownId,
            &["parts"],
            "Aktiviteten finns inte i processen.",
            "There is no such activity in the process.",
        ))
    }
}

/// The cycle in operation of an e-service, held.
pub(super) async fn in_operation(txn: &Transaction, e_service: &e_service::Model) -> Result<cycle::Model> {
    let id = e_service.operation_cycle_id.ok_or_else(not_in_operation)?;
    let former = cycles::held(txn, id).await?.cycle;
    if former.ended_at.is_some() {
        return Err(not_in_operation());
    }
    Ok(former)
}

fn not_in_operation() -> Error {
    Error::refused(
        ProblemCode::WrongState,
        &[],
        "Bara en e-tjänst i drift kan revideras.",
        "Only an e-service in operation can be revised.",
    )
}

/// What is known of the cycle in operation, with those of its approvals that still hold.
pub(super) async fn former_facts(
    services: &Services,
    db: &impl ConnectionTrait,
    former: &cycle::Model,
    unit_path: &str,
) -> Result<CycleFacts> {
    let mut facts = facts::load(services, db, former, unit_path).await?.facts;
    let standing = carry::standing(db, former.id).await?;
    facts.approvals = standing.iter().map(|row| row.subject).collect();
    Ok(facts)
}
