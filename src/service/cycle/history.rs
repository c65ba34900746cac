//! How cycles went: their tasks with the moments of them, and the moments at which their phases began.

use std::collections::HashMap;

use ::entity::{
    audit_entry, cycle,
    enums::Phase,
    ids::{CycleId, EServiceId, TaskId},
    task,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    domain::conformance::{Carried, History},
    service::{Result, Services},
};

/// How each of these cycles went. Two statements. The caller may see them.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    services: &Services,
    db: &impl ConnectionTrait,
    cycles: &[&cycle::Model],
) -> Result<HashMap<CycleId, History>> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let tasks = task::Entity::find()
        .filter(task::COLUMN.cycle_id.is_in(cycles.iter().map(|cycle| cycle.id)))
        .order_by_asc(task::COLUMN.position)
        .order_by_asc(task::COLUMN.occurrence)
        .order_by_asc(task::COLUMN.id)
        .all(db)
        .await?;
    let e_services: Vec<EServiceId> = cycles.iter().map(|cycle| cycle.e_service_id).collect();
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::COLUMN.e_service_id.is_in(e_services))
        .filter(
            audit_entry::COLUMN
                .action
                .is_in(["cycle.advance", "cycle.publish", "task.start"]),
        )
        .order_by_asc(audit_entry::COLUMN.at)
        .order_by_asc(audit_entry::COLUMN.id)
        .all(db)
        .await?;
    let mut begun: HashMap<TaskId, DateTime<Utc>> = HashMap::new();
    let mut phases: HashMap<CycleId, Vec<(Phase, DateTime<Utc>)>> = HashMap::new();
    for entry in entries {
        if entry.action == "task.start" {
            begun.entry(TaskId(entry.thing_id)).or_insert(entry.at);
        } else if let Some(phase) = entry.detail.get("phase")
            && let Ok(phase) = serde_json::from_value(phase.clone())
        {
            phases
                .entry(CycleId(entry.thing_id))
                .or_default()
                .push((phase, entry.at));
        }
    }
    let mut carried: HashMap<CycleId, Vec<Carried>> = HashMap::new();
    for row in tasks {
        carried.entry(row.cycle_id).or_default().push(Carried {
            id: row.id,
            begun_at: begun.get(&row.id).copied(),
            activity: row.activity,
            phase: row.phase,
            state: row.state,
            created_at: row.created_at,
            closed_at: row.completed_at,
            closed_by: row.completed_by,
            reason: row.skip_reason,
        });
    }
    let history = |cycle: &&cycle::Model| {
        let history = History {
            begun_at: cycle.begun_at,
            ended_at: cycle.ended_at,
            now: services.now(),
            phases: phases.remove(&cycle.id).unwrap_or_default(),
            tasks: carried.remove(&cycle.id).unwrap_or_default(),
        };
        (cycle.id, history)
    };
    Ok(cycles.iter().map(history).collect())
}
