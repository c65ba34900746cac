//! Gathering what a report says from the data.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    artefact,
    enums::{ArtefactKind, Role, SuggestionState},
    ids::{ArtefactId, CycleId},
    measurement, metric, suggestion,
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        artefact::Artefact,
        goal::{self, Forecast, ForecastOutcome},
        ground::Benefit,
        operation::{Incident, OperationCheck},
        report::{
            BenefitResult, Content, GoalResult, MetricResult, Operation, Suggested, SuggestionGroup, Value,
            changes, grouped,
        },
    },
    service::{
        Error, Result, Services,
        artefact::queries as artefacts,
        cycle::queries::CycleView,
        e_service::queries::{Shape, by_ids},
        report::queries,
    },
};

/// How many of the last values trend and forecast rest on.
const LOOKED_AT: usize = 12;

/// Composes what a report on an e-service says of a period.
///
/// # Errors
/// Where the database fails.
pub(super) async fn gather(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    view: &CycleView,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Content> {
    let e_service = &view.e_service;
    let shape = Shape {
        unit: true,
        people: Some(BTreeSet::from([Role::Owner, Role::ServiceManager])),
        ..Shape::default()
    };
    let seen = by_ids(txn, actor, &[e_service.id], &shape)
        .await?
        .remove(&e_service.id)
        .ok_or(Error::NotFound)?;
    let names = |role: Role| -> Vec<String> {
        let held = seen
            .people
            .iter()
            .filter(|appointed| appointed.grant.role == role);
        held.map(|appointed| appointed.user.name.clone()).collect()
    };
    let (benefits, operation) = made(services, txn, view, (from, to)).await?;
    let mut content = Content {
        e_service: e_service.name.clone(),
        unit: seen
            .unit
            .as_ref()
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        owners: names(Role::Owner),
        managers: names(Role::ServiceManager),
        from,
        to,
        composed_on: services.today(),
        goals: goals(services, txn, view, (from, to)).await?,
        benefits,
        suggestions: suggestions(services, txn, view, (from, to)).await?,
        operation,
        former_to: None,
        changes: Vec::new(),
    };
    if let Some(former) = queries::last_presented(txn, e_service.id).await? {
        content.former_to = Some(former.to_on);
        content.changes = changes(&queries::content(&former)?, &content);
    }
    Ok(content)
}

async fn goals(
    services: &Services,
    txn: &Transaction,
    view: &CycleView,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<GoalResult>> {
    let metrics = metric::Entity::find()
        .filter(metric::COLUMN.e_service_id.eq(view.e_service.id))
        .filter(metric::COLUMN.removed_at.is_null())
        .order_by_asc(metric::COLUMN.id)
        .all(txn)
        .await?;
    let rows = measurement::Entity::find()
        .filter(
            measurement::COLUMN
                .metric_id
                .is_in(metrics.iter().map(|metric| metric.id)),
        )
        .filter(measurement::COLUMN.corrected_at.is_null())
        .filter(measurement::COLUMN.measured_on.lte(to))
        .order_by_asc(measurement::COLUMN.measured_on)
        .order_by_asc(measurement::COLUMN.id)
        .all(txn)
        .await?;
    let mut measured: HashMap<_, Vec<measurement::Model>> = HashMap::new();
    for row in rows {
        measured.entry(row.metric_id).or_default().push(row);
    }
    let today = services.today();
    let results = metrics.into_iter().map(|metric| {
        let rows = measured.remove(&metric.id).unwrap_or_default();
        let looked_at = rows.iter().skip(rows.len().saturating_sub(LOOKED_AT));
        let in_period = rows.iter().filter(|row| row.measured_on >= from);
        let overdue = goal::is_overdue(metric.next_due_on, metric.deviation_until, today);
        let result = MetricResult {
            metric: metric.id,
            name: metric.name,
            unit: metric.unit,
            direction: metric.direction,
            baseline: metric.baseline,
            target: metric.target,
            indicator: metric.indicator,
            values: in_period
                .map(|row| Value {
                    on: row.measured_on,
                    value: row.value,
                    late: row.late,
                })
                .collect(),
            looked_at: looked_at.map(|row| (row.measured_on, row.value)).collect(),
            attainment: None,
            trend: None,
            forecast: Forecast {
                outcome: ForecastOutcome::TooFew,
                on: None,
            },
            overdue_since: metric.next_due_on.filter(|_| overdue),
            accepted_until: metric.deviation_until,
        };
        (metric.goal, result.computed())
    });
    Ok(GoalResult::of(results.collect()))
}

/// The benefits as they stand, and the operation in the period.
async fn made(
    services: &Services,
    txn: &Transaction,
    view: &CycleView,
    period: (NaiveDate, NaiveDate),
) -> Result<(Vec<BenefitResult>, Operation)> {
    let kinds = [
        ArtefactKind::Benefit,
        ArtefactKind::OperationCheck,
        ArtefactKind::Incident,
    ];
    let keys = kinds.map(|kind| (view.cycle.id, kind));
    let mut rows = artefacts::of_cycles(txn, &keys).await?;
    let benefits = said::<Benefit>(&mut rows, view)?;
    let benefits = benefits
        .iter()
        .map(|(id, benefit)| BenefitResult::of(*id, benefit));
    let checks = said::<OperationCheck>(&mut rows, view)?;
    let incidents = said::<Incident>(&mut rows, view)?;
    let zone = services.settings.time_zone;
    let operation = Operation::of(
        period,
        checks.into_iter().map(|(_, check)| check),
        incidents.into_iter().map(|(_, incident)| {
            let on = incident.began_at.with_timezone(&zone).date_naive();
            (on, incident)
        }),
    );
    Ok((benefits.collect(), operation))
}

/// What the artefacts of one kind say, of those that were read.
fn said<A: Artefact>(
    rows: &mut HashMap<(CycleId, ArtefactKind), Vec<artefact::Model>>,
    view: &CycleView,
) -> Result<Vec<(ArtefactId, A)>> {
    let rows = rows.remove(&(view.cycle.id, A::KIND)).unwrap_or_default();
    rows.iter()
        .map(|row| Ok((row.id, artefacts::body(row)?)))
        .collect()
}

/// The suggestions of the period, by heading: the heaviest first, those under none last.
async fn suggestions(
    services: &Services,
    txn: &Transaction,
    view: &CycleView,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<SuggestionGroup>> {
    let rows = suggestion::Entity::find()
        .filter(suggestion::COLUMN.e_service_id.eq(view.e_service.id))
        .order_by_asc(suggestion::COLUMN.created_at)
        .all(txn)
        .await?;
    let zone = services.settings.time_zone;
    let made = rows
        .into_iter()
        .filter(|row| (from..=to).contains(&row.created_at.with_timezone(&zone).date_naive()))
        .map(|row| Suggested {
            category: row.category,
            weight: row.weight,
            rating: row.rating,
            taken_up: row.state == SuggestionState::TakenUp,
        });
    Ok(grouped(made))
}
