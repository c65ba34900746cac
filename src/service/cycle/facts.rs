//! What the rules need to know of a cycle: two statements, however much there is in it.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, decision, document,
    enums::{ApprovalState, ApprovalSubject, DecisionOutcome, DocumentKind, Role},
    metric, role_grant, task,
};
use chrono::{NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};

use crate::{
    domain::facts::CycleFacts,
    service::{Result, Services, task::queries::facts_of},
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
    let tasks = task::Entity::find()
        .filter(task::COLUMN.cycle_id.eq(cycle.id))
        .order_by_asc(task::COLUMN.position)
        .order_by_asc(task::COLUMN.occurrence)
        .all(db)
        .await?;
    let around = around(db, cycle, unit_path).await?;
    let facts = CycleFacts {
        tasks: tasks.iter().map(facts_of).collect(),
        ..bare(services, cycle, around)
    };
    Ok(Loaded { tasks, facts })
}

/// The facts without tasks.
fn bare(services: &Services, cycle: &cycle::Model, around: Around) -> CycleFacts {
    let day = |at: chrono::DateTime<Utc>| -> NaiveDate {
        at.with_timezone(&services.settings.time_zone).date_naive()
    };
    CycleFacts {
        today: services.today(),
        kind: cycle.kind,
        phase: cycle.phase,
        begun_on: day(cycle.begun_at),
        phase_since: day(cycle.phase_since),
        approach: cycle.approach,
        deadline: cycle.deadline,
        target_group: cycle.target_group,
        test_group: cycle.test_group,
        launch_date: cycle.launch_date,
        published_on: cycle.published_at.map(day),
        ended: cycle.ended_at.is_some(),
        decision: around.decision,
        roles: around.roles,
        documents: around.documents,
        metrics: around.metrics,
        approvals: around.approvals,
        tasks: Vec::new(),
    }
}

/// The facts of a cycle that has just begun: nothing is around it yet.
#[must_use]
pub fn at_beginning(services: &Services, cycle: &cycle::Model) -> CycleFacts {
    bare(services, cycle, Around::default())
}

#[derive(Default)]
struct Around {
    decision: Option<DecisionOutcome>,
    roles: BTreeSet<Role>,
    documents: BTreeSet<DocumentKind>,
    metrics: usize,
    approvals: BTreeSet<ApprovalSubject>,
}

/// Everything around a cycle as pairs of what it is and which: one statement of small parts.
async fn around(db: &impl ConnectionTrait, cycle: &cycle::Model, unit_path: &str) -> Result<Around, DbErr> {
    let mut all = part("approval", approval::Column::Subject, approval::Entity)
        .and_where(approval::COLUMN.cycle_id.eq(cycle.id))
        .and_where(approval::COLUMN.state.eq(ApprovalState::Approved))
        .to_owned();
    let others = [
        part("document", document::Column::Kind, document::Entity)
            .and_where(document::COLUMN.cycle_id.eq(cycle.id))
            .to_owned(),
        part("decision", decision::Column::Outcome, decision::Entity)
            .and_where(decision::COLUMN.cycle_id.eq(cycle.id))
            .and_where(decision::COLUMN.superseded_at.is_null())
            .to_owned(),
        part("metric", metric::Column::Unit, metric::Entity)
            .and_where(metric::COLUMN.e_service_id.eq(cycle.e_service_id))
            .and_where(metric::COLUMN.removed_at.is_null())
            .to_owned(),
        part("role", role_grant::Column::Role, role_grant::Entity)
            .and_where(role_grant::COLUMN.revoked_at.is_null())
            .cond_where(
                sea_orm::Condition::any()
                    .add(role_grant::COLUMN.e_service_id.eq(cycle.e_service_id))
                    .add(role_grant::COLUMN.org_unit_id.is_in(units_of(unit_path)))
                    .add(
                        role_grant::COLUMN
                            .e_service_id
                            .is_null()
                            .and(role_grant::COLUMN.org_unit_id.is_null()),
                    ),
            )
            .to_owned(),
    ];
    for other in others {
        all.union(UnionType::All, other);
    }
    let mut around = Around::default();
    for row in db.query_all(&all).await? {
        let (what, which): (String, String) = (row.try_get("", "what")?, row.try_get("", "which")?);
        match what.as_str() {
            "approval" => {
                around.approvals.insert(ApprovalSubject::try_from_value(&which)?);
            }
            "document" => {
                around.documents.insert(DocumentKind::try_from_value(&which)?);
            }
            "decision" => around.decision = Some(DecisionOutcome::try_from_value(&which)?),
            "metric" => around.metrics += 1,
            _ => {
                around.roles.insert(Role::try_from_value(&which)?);
            }
        }
    }
    Ok(around)
}

fn part<E: EntityTrait>(what: &str, which: E::Column, entity: E) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(what).cast_as("text"), "what")
        .expr_as(Expr::col((entity, which)), "which")
        .from(entity)
        .to_owned()
}

/// The units on the way from the root to a unit.
fn units_of(path: &str) -> Vec<uuid::Uuid> {
    path.split('/').filter_map(|id| id.parse().ok()).collect()
}
