//! What the rules need to know of a cycle: two statements, however much there is in it.

use std::collections::HashMap;

use ::entity::{
    cycle,
    ids::{CycleId, TaskId},
    task as tasks,
};
use chrono::{NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::surroundings::{Around, Surroundings};
use crate::{
    domain::{
        facts::{CheckIntervals, CycleFacts, TaskFacts},
        task::{Surrounding, asks},
        template::Template,
    },
    service::{
        Error, Result, Services,
        columns::{self, Cells, Columns},
        task::{self, queries::facts_of},
    },
};

/// A cycle with its tasks and what is known around it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The tasks, by position.
    pub tasks: Vec<tasks::Model>,
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
    let mut of: HashMap<CycleId, Vec<tasks::Model>> = HashMap::new();
    let mut select = tasks::Entity::find()
        .select_only()
        .filter(
            tasks::COLUMN
                .cycle_id
                .is_in(cycles.iter().map(|(cycle, _)| cycle.id)),
        )
        .order_by_asc(tasks::COLUMN.position)
        .order_by_asc(tasks::COLUMN.occurrence)
        .order_by_asc(tasks::COLUMN.id)
        .into_query();
    columns::select::<tasks::Model>(&mut select, tasks::Entity);
    for row in db.query_all(&select).await? {
        let row = tasks::Model::read(&mut Cells::of(&row))?;
        of.entry(row.cycle_id).or_default().push(row);
    }
    let all = Surrounding::ALL.iter().copied().collect();
    let around = Surroundings::load(db, cycles, &all, services.today()).await?;
    let facts = cycles.iter().map(|(cycle, unit_path)| {
        let tasks = of.remove(&cycle.id).unwrap_or_default();
        let facts = CycleFacts {
            tasks: tasks.iter().map(facts_of).collect(),
            ..bare(services, cycle, around.of(cycle, unit_path))
        };
        (cycle.id, Loaded { tasks, facts })
    });
    Ok(facts.collect())
}

/// Loads what the rules ask for when something is done to one task of a cycle: the facts, of which those around the cycle are there as
/// far as they are asked for, and the task as the rules see it. Two statements.
///
/// # Errors
/// [`Error::NotFound`] where it has no such task; the database.
pub async fn load_for_task(
    services: &Services,
    db: &impl ConnectionTrait,
    cycle: (&cycle::Model, &str),
    template: &Template,
    id: TaskId,
) -> Result<(CycleFacts, TaskFacts)> {
    let mut facts = CycleFacts {
        tasks: task::queries::facts_of_cycle(db, cycle.0.id).await?,
        ..bare(services, cycle.0, Around::default())
    };
    let task = facts.tasks.iter().find(|task| task.id == id).cloned();
    let task = task.ok_or(Error::NotFound)?;
    let asked = asks(template, &facts, &task);
    let around = Surroundings::load(db, &[cycle], &asked, services.today()).await?;
    facts = CycleFacts {
        tasks: facts.tasks,
        ..bare(services, cycle.0, around.of(cycle.0, cycle.1))
    };
    Ok((facts, task))
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
