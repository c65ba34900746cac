//! What the rules need to know of a cycle: two statements, however much there is in it.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    approval, cycle, decision, document,
    enums::{ApprovalState, ApprovalSubject, DecisionOutcome, DocumentKind, Role},
    ids::CycleId,
    metric, role_grant, task, user,
};
use chrono::{NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};

use uuid::Uuid;

use crate::{
    domain::facts::CycleFacts,
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
    let around = Surroundings::load(db, cycles).await?;
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

/// What is around some cycles: one row for each small fact, all in one statement.
struct Surroundings(Vec<Fact>);

/// A fact: what it is, which, and the cycle, e-service or unit that it belongs to (none: the whole municipality).
struct Fact {
    what: What,
    of: Option<Uuid>,
}

enum What {
    Approval(ApprovalSubject),
    Document(DocumentKind),
    Decision(DecisionOutcome),
    Metric,
    Role(Role),
}

impl Surroundings {
    async fn load(db: &impl ConnectionTrait, cycles: &[(&cycle::Model, &str)]) -> Result<Self, DbErr> {
        let ids = || cycles.iter().map(|(cycle, _)| cycle.id);
        let e_services = || cycles.iter().map(|(cycle, _)| cycle.e_service_id);
        let units = cycles.iter().flat_map(|(_, path)| units_of(path));
        let no_e_service = role_grant::COLUMN.e_service_id.is_null();
        let place =
            Expr::col(role_grant::Column::EServiceId).if_null(Expr::col(role_grant::Column::OrgUnitId));
        let mut all = part(
            "approval",
            approval::Column::Subject,
            Expr::col(approval::Column::CycleId),
            approval::Entity,
        )
        .and_where(approval::COLUMN.cycle_id.is_in(ids()))
        .and_where(approval::COLUMN.state.eq(ApprovalState::Approved))
        .to_owned();
        // Whoever has left holds no role.
        let active = Query::select()
            .column(user::Column::Id)
            .from(user::Entity)
            .and_where(user::COLUMN.active.eq(true))
            .to_owned();
        let others = [
            part(
                "document",
                document::Column::Kind,
                Expr::col(document::Column::CycleId),
                document::Entity,
            )
            .and_where(document::COLUMN.cycle_id.is_in(ids()))
            .to_owned(),
            part(
                "decision",
                decision::Column::Outcome,
                Expr::col(decision::Column::CycleId),
                decision::Entity,
            )
            .and_where(decision::COLUMN.cycle_id.is_in(ids()))
            .and_where(decision::COLUMN.superseded_at.is_null())
            .to_owned(),
            part(
                "metric",
                metric::Column::Unit,
                Expr::col(metric::Column::EServiceId),
                metric::Entity,
            )
            .and_where(metric::COLUMN.e_service_id.is_in(e_services()))
            .and_where(metric::COLUMN.removed_at.is_null())
            .to_owned(),
            part("role", role_grant::Column::Role, place, role_grant::Entity)
                .and_where(role_grant::COLUMN.revoked_at.is_null())
                .and_where(role_grant::COLUMN.user_id.in_subquery(active))
                .cond_where(
                    Condition::any()
                        .add(role_grant::COLUMN.e_service_id.is_in(e_services()))
                        .add(role_grant::COLUMN.org_unit_id.is_in(units))
                        .add(no_e_service.and(role_grant::COLUMN.org_unit_id.is_null())),
                )
                .to_owned(),
        ];
        for other in others {
            all.union(UnionType::All, other);
        }
        let facts = db.query_all(&all).await?.into_iter().map(|row| {
            let mut cells = Cells::of(&row);
            let (what, which): (String, String) = (cells.take()?, cells.take()?);
            let what = match what.as_str() {
                "approval" => What::Approval(ApprovalSubject::try_from_value(&which)?),
                "document" => What::Document(DocumentKind::try_from_value(&which)?),
                "decision" => What::Decision(DecisionOutcome::try_from_value(&which)?),
                "metric" => What::Metric,
                _ => What::Role(Role::try_from_value(&which)?),
            };
            Ok(Fact {
                what,
                of: cells.take()?,
            })
        });
        facts.collect::<Result<_, DbErr>>().map(Self)
    }

    fn of(&self, cycle: &cycle::Model, unit_path: &str) -> Around {
        let mut around = Around::default();
        let units: BTreeSet<Uuid> = units_of(unit_path).collect();
        for Fact { what, of } in &self.0 {
            let here = match (what, of) {
                (What::Role(_), None) => true,
                (What::Role(_), Some(of)) => *of == cycle.e_service_id.0 || units.contains(of),
                (What::Metric, of) => *of == Some(cycle.e_service_id.0),
                (_, of) => *of == Some(cycle.id.0),
            };
            match what {
                _ if !here => {}
                What::Approval(subject) => {
                    around.approvals.insert(*subject);
                }
                What::Document(kind) => {
                    around.documents.insert(*kind);
                }
                What::Decision(outcome) => around.decision = Some(*outcome),
                What::Metric => around.metrics += 1,
                What::Role(role) => {
                    around.roles.insert(*role);
                }
            }
        }
        around
    }
}

fn part<E: EntityTrait>(what: &str, which: E::Column, of: Expr, entity: E) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(what).cast_as("text"), "what")
        .expr_as(Expr::col((entity, which)), "which")
        .expr_as(of, "of")
        .from(entity)
        .to_owned()
}

/// The units on the way from the root to a unit.
fn units_of(path: &str) -> impl Iterator<Item = Uuid> {
    path.split('/').filter_map(|id| id.parse().ok())
}
