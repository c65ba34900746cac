//! Recording many values at once: all of them or none.

use std::collections::{HashMap, hash_map::Entry};

use ::entity::{
    ids::{EServiceId, MetricId},
    metric,
};
use chrono::NaiveDate;
use sea_orm::{EntityTrait, QueryFilter};

use super::{
    measure::{Delivered, Reading, Recorder, launched, look_at, note_down},
    queries,
};
use crate::{
    database::Transaction,
    domain::permission::Permission,
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        e_service::queries::exists,
        machine,
    },
};

/// Most values at once.
pub const MOST: usize = 1_000;

/// Records values, in their order: all of them, or none where something is wrong with one. A machine client records those of its
/// e-services; of others it knows nothing.
///
/// # Errors
/// Problems with the values, each with its place (`readings.2.value`), `WRONG_STATE` before the launch, [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn deliver(
    services: &Services,
    by: Recorder<'_>,
    readings: Vec<(MetricId, Reading)>,
) -> Result<Vec<Delivered>> {
    if readings.len() > MOST {
        return Err(Error::refused(
            ProblemCode::Invalid,
            &["readings"],
            format!("Högst {MOST} värden åt gången."),
            format!("At most {MOST} values at once."),
        ));
    }
    let txn = services.begin().await?;
    let mut metrics: HashMap<MetricId, (metric::Model, NaiveDate)> = HashMap::new();
    let mut launches: HashMap<EServiceId, NaiveDate> = HashMap::new();
    for (id, _) in &readings {
        if let Entry::Vacant(unknown) = metrics.entry(*id) {
            unknown.insert(measurable(services, &txn, by, *id, &mut launches).await?);
        }
    }
    let mut problems = Vec::new();
    for (place, (id, reading)) in readings.iter().enumerate() {
        let (metric, _) = metrics.get(id).ok_or(Error::NotFound)?;
        if let Err(found) = look_at(services, metric, reading) {
            let under = |problem: crate::service::Problem| problem.under("readings", place);
            problems.extend(found.into_iter().map(under));
        }
    }
    if !problems.is_empty() {
        return Err(Error::Refused(problems));
    }
    let mut delivered = Vec::with_capacity(readings.len());
    for (id, reading) in &readings {
        let (metric, launch) = metrics.get_mut(id).ok_or(Error::NotFound)?;
        delivered.push(note_down(services, &txn, by, metric, *launch, reading).await?);
    }
    if let Recorder::Machine(machine) = by {
        machine::manage::used(&txn, machine.id, services.now()).await?;
    }
    txn.commit().await?;
    Ok(delivered)
}

/// A metric that may be measured by whoever records, with the day of the launch.
async fn measurable(
    services: &Services,
    txn: &Transaction,
    by: Recorder<'_>,
    id: MetricId,
    launches: &mut HashMap<EServiceId, NaiveDate>,
) -> Result<(metric::Model, NaiveDate)> {
    let (metric, e_service) = match by {
        Recorder::Person(actor) => {
            let (metric, e_service, path) = queries::visible(txn, actor, id).await?;
            let here = place(e_service.id, &path);
            require(actor, Permission::DeliverMeasurements, here)?;
            (metric, e_service)
        }
        Recorder::Machine(machine) => {
            let metric = metric::Entity::find_by_id(id)
                .filter(metric::COLUMN.removed_at.is_null())
                .one(txn)
                .await?
                .filter(|metric| machine.e_services.contains(&metric.e_service_id))
                .ok_or(Error::NotFound)?;
            let (e_service, _) = exists(txn, metric.e_service_id).await?.ok_or(Error::NotFound)?;
            (metric, e_service)
        }
    };
    let launch = match launches.get(&e_service.id) {
        Some(launch) => *launch,
        None => launched(services, txn, &e_service).await?,
    };
    launches.insert(e_service.id, launch);
    Ok((metric, launch))
}
