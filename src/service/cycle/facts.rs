//! What the rules need to know of a cycle: two statements, however much there is in it.

use std::collections::HashMap;

use ::entity::{cycle, ids::CycleId, task};
use chrono::{NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::surroundings::{Around, Surroundings};
use crate::{
    domain::facts::{CheckIntervals, CycleFacts},
    service::{
        Error, Result, Services,
        columns::{self, Cells, Columns},
        task::queries::facts_of,
    },
};

/// A cycle with its tasks and what is known around it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The tasks, by position.
    pub tasks: Vec<task::Model>,
    /// The facts.
    pub facts: CycleFacts,
}

/// Loads the facts of a cycle. `unit_path` is that of the e-service's unit.
///
/// # Errors
/// Where the database fails.
pub async fn load(
    services: &Services,
    db: &impl ConnectionTrait,
    cycle: &cycle::Model,
    unit_path: &str,
) -> Result<Loaded> {
    let loaded = load_many(services, db, &[(cycle, unit_path)])
        .await?
        .remove(&cycle.id);
    loaded.ok_or_else(|| Error::Internal("a cycle without facts".into()))
}

/// Loads the facts of cycles, each with the path of its unit. Two statements, whatever the number of cycles.
///
/// # Errors
/// Where the database fails.
pub async fn load_many(
    services: &Services,
    db: &impl ConnectionTrait,
    cycles: &[(&cycle::Model, &str)],
) -> Result<HashMap<CycleId, Loaded>> {
    let mut tasks: HashMap<CycleId, Vec<task::Model>> = HashMap::new();
    let mut select = task::Entity::find()
        .select_only()
        .filter(
            task::COLUMN
                .cycle_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
        )
        .order_by_asc(task::COLUMN.position)
        .order_by_asc(task::COLUMN.occurrence)
        .order_by_asc(task::COLUMN.id)
        .into_query();
    columns::select::<task::Model>(&mut select, task::Entity);
    for row in db.query_all(&select).await? {
        let row = task::Model::read(&mut Cells::of(&row))?;
        tasks.entry(row.cycle_id).or_default().push(row);
    }
    let around = Surroundings::load(db, cycles, services.today()).await?;
    let facts = cycles.iter().map(|(cycle, unit_path)| {
        let tasks = tasks.remove(&cycle.id).unwrap_or_default();
        let facts = CycleFacts {
            tasks: tasks.iter().map(facts_of).collect(),
            ..bare(services, cycle, around.of(cycle, unit_path))
        };
        (cycle.id, Loaded { tasks, facts })
    });
    Ok(facts.collect())
}

/// The facts without tasks.
fn bare(services: &Services, cycle: &cycle::Model, around: Around) -> CycleFacts {
    let day = |at: chrono::DateTime<Utc>| -> NaiveDate {
        at.with_timezone(&services.settings.time_zone).date_naive()
    };
    CycleFacts {
        phase: cycle.phase,
        begun_on: day(cycle.begun_at),
        phase_since: day(cycle.phase_since),
        approach: cycle.approach,
        deadline: cycle.deadline,
        target_group: cycle.target_group,
        test_group: cycle.test_group,
        launch_date: cycle.launch_date,
        published_on: cycle.published_at.map(day),
        intervals: CheckIntervals {
            operation: cycle.operation_interval,
            information: cycle.information_interval,
        },
        ended: cycle.ended_at.is_some(),
        decision: around.decision,
        roles: around.roles,
        documents: around.documents,
        artefacts: around.artefacts,
        metrics: around.metrics.total,
        metrics_due: around.metrics.open,
        reports: around.reports,
        needs: around.needs,
        suggestions: around.suggestions,
        approvals: around.approvals,
        revisions: around.revisions,
        for_public: around.for_public,
        ..CycleFacts::beginning(cycle.kind, services.today())
    }
}

/// The facts of a cycle that has just begun: nothing is around it yet.
#[must_use]
pub fn at_beginning(services: &Services, cycle: &cycle::Model) -> CycleFacts {
    bare(services, cycle, Around::default())
}
