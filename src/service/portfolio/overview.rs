//! What is known of all e-services that somebody may see: five statements, however many there are.

use std::collections::HashMap;

use ::entity::{
    artefact, cycle, e_service,
    enums::{ArtefactKind, TaskState},
    ids::{CycleId, EServiceId, OrgUnitId},
    measurement, metric, org_unit, task,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, LikeExpr, SelectStatement},
};

use crate::{
    domain::{
        actor::Actor,
        goal,
        portfolio::overview::Entry,
        report::{BenefitResult, Money},
    },
    service::{Result, Services, artefact::queries::body, e_service::queries::visible_to},
};

/// What is known of the e-services that the person may see, those of one unit with all below it or all, and the units.
///
/// # Errors
/// Where the database fails.
pub async fn entries(
    services: &Services,
    actor: &Actor,
    unit: Option<OrgUnitId>,
) -> Result<(Vec<Entry>, Vec<org_unit::Model>)> {
    let (db, today) = (&services.db, services.today());
    let seen = || {
        let mut select = visible_to(actor);
        if let Some(unit) = unit {
            let below = LikeExpr::new(format!("%{unit}/%"));
            select = select.filter(Expr::col((org_unit::Entity, org_unit::Column::Path)).like(below));
        }
        select
    };
    let ids = || -> SelectStatement { seen().select_only().column(e_service::Column::Id).into_query() };
    let rows = seen().order_by_asc(e_service::COLUMN.name_key).all(db).await?;
    let cycles = cycle::Entity::find()
        .filter(cycle::COLUMN.e_service_id.in_subquery(ids()))
        .filter(cycle::COLUMN.ended_at.is_null())
        .all(db)
        .await?;
    let cycles: HashMap<CycleId, cycle::Model> = cycles.into_iter().map(|row| (row.id, row)).collect();
    let overdue: Vec<(EServiceId, i64)> = task::Entity::find()
        .select_only()
        .column(task::Column::EServiceId)
        .column_as(task::COLUMN.id.count(), "count")
        .filter(task::COLUMN.e_service_id.in_subquery(ids()))
        .filter(task::COLUMN.due_on.lt(today))
        .filter(
            task::COLUMN
                .state
                .is_in([TaskState::Ready, TaskState::InProgress]),
        )
        .group_by(task::Column::EServiceId)
        .into_tuple()
        .all(db)
        .await?;
    let overdue: HashMap<EServiceId, i64> = overdue.into_iter().collect();
    let mut attained = attainment(db, ids()).await?;
    let mut worth = benefits(db, ids()).await?;
    let units = org_unit::Entity::find()
        .order_by_asc(org_unit::COLUMN.name_key)
        .all(db)
        .await?;
    let entries = rows.into_iter().map(|row| {
        let development = row.development_cycle_id.and_then(|id| cycles.get(&id));
        let operation = row.operation_cycle_id.and_then(|id| cycles.get(&id));
        let current = development.or(operation);
        // Those of the cycle that stands for it: a revision has copies of the benefits of the one in operation.
        let standing = operation.or(development).map(|cycle| cycle.id);
        let (planned, realised) = standing.and_then(|id| worth.remove(&id)).unwrap_or_default();
        Entry {
            id: row.id,
            unit: row.org_unit_id,
            state: row.state,
            phase: current.map(|cycle| cycle.phase),
            deadline: development.and_then(|cycle| cycle.deadline),
            launch: development.and_then(|cycle| cycle.launch_date),
            overdue_tasks: overdue
                .get(&row.id)
                .and_then(|count| usize::try_from(*count).ok())
                .unwrap_or(0),
            attainment: attained.remove(&row.id).unwrap_or_default(),
            planned,
            realised,
        }
    });
    Ok((entries.collect(), units))
}

/// How far each measure of the e-services is, by its latest value.
async fn attainment(
    db: &impl ConnectionTrait,
    ids: SelectStatement,
) -> Result<HashMap<EServiceId, Vec<Option<f64>>>> {
    // Only the latest value of each counts: the one after which none was measured.
    let later = sea_orm::sea_query::Query::select()
        .expr(Expr::value(1))
        .from_as(measurement::Entity, "later")
        .and_where(
            Expr::col(("later", measurement::Column::MetricId))
                .equals((measurement::Entity, measurement::Column::MetricId)),
        )
        .and_where(Expr::col(("later", measurement::Column::CorrectedAt)).is_null())
        .cond_where(
            Condition::any()
                .add(
                    Expr::col(("later", measurement::Column::MeasuredOn))
                        .gt(Expr::col((measurement::Entity, measurement::Column::MeasuredOn))),
                )
                .add(
                    Expr::col(("later", measurement::Column::MeasuredOn))
                        .equals((measurement::Entity, measurement::Column::MeasuredOn))
                        .and(
                            Expr::col(("later", measurement::Column::Id))
                                .gt(Expr::col((measurement::Entity, measurement::Column::Id))),
                        ),
                ),
        )
        .to_owned();
    let latest: sea_orm::RelationDef = metric::Entity::belongs_to(measurement::Entity)
        .from(metric::Column::Id)
        .to(measurement::Column::MetricId)
        .into();
    let rows = metric::Entity::find()
        .select_also(measurement::Entity)
        .join(sea_orm::JoinType::InnerJoin, latest)
        .filter(metric::COLUMN.e_service_id.in_subquery(ids))
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(measurement::COLUMN.corrected_at.is_null())
        .filter(Expr::exists(later).not())
        .all(db)
        .await?;
    let mut attained: HashMap<EServiceId, Vec<Option<f64>>> = HashMap::new();
    for (metric, measured) in rows {
        let of = |row: measurement::Model| {
            goal::attainment(metric.direction, metric.baseline, metric.target, row.value)
        };
        attained
            .entry(metric.e_service_id)
            .or_default()
            .push(measured.map(of));
    }
    Ok(attained)
}

/// What the benefits of each cycle were to be worth, and what they are.
async fn benefits(
    db: &impl ConnectionTrait,
    ids: SelectStatement,
) -> Result<HashMap<CycleId, (Money, Money)>> {
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.e_service_id.in_subquery(ids))
        .filter(artefact::COLUMN.kind.eq(ArtefactKind::Benefit))
        .filter(artefact::COLUMN.removed_at.is_null())
        .all(db)
        .await?;
    let mut worth: HashMap<CycleId, (Money, Money)> = HashMap::new();
    for row in rows {
        let found = BenefitResult::of(row.id, &body(&row)?);
        let (planned, realised) = worth.entry(row.cycle_id).or_default();
        *planned = Money::sum([*planned, found.planned].into_iter());
        *realised = Money::sum([*realised, found.realised].into_iter());
    }
    Ok(worth)
}
