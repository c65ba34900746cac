//! Queries that find artefacts of the ground from elsewhere.

use std::collections::HashMap;

use ::entity::{
    artefact, e_service,
    enums::ArtefactKind,
    ids::{MetricId, NeedId},
    metric, need,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait,
    sea_query::{Query, SelectStatement},
};

use crate::{
    domain::{actor::Actor, ground::Benefit},
    service::{Result, artefact::queries::body, e_service::queries::visibility},
};

/// The benefits that each metric shows, in the order in which they were stated. One statement. The caller may see the metrics.
///
/// # Errors
/// The database; a benefit that cannot be read.
pub async fn benefits_of_metrics(
    db: &impl ConnectionTrait,
    ids: &[MetricId],
) -> Result<HashMap<MetricId, Vec<artefact::Model>>> {
    let mut benefits: HashMap<MetricId, Vec<artefact::Model>> = HashMap::new();
    if ids.is_empty() {
        return Ok(benefits);
    }
    let e_services = Query::select()
        .column(metric::Column::EServiceId)
        .from(metric::Entity)
        .and_where(metric::COLUMN.id.is_in(ids.iter().copied()))
        .to_owned();
    for (row, benefit) in of_e_services(db, e_services).await? {
        let mut shown: Vec<MetricId> = benefit.metrics().filter(|metric| ids.contains(metric)).collect();
        shown.sort_unstable();
        shown.dedup();
        for metric in shown {
            benefits.entry(metric).or_default().push(row.clone());
        }
    }
    Ok(benefits)
}

/// The benefits that answer each need, in the order in which they were stated; only those of e-services that the person may see. One
/// statement.
///
/// # Errors
/// The database; a benefit that cannot be read.
pub async fn benefits_of_needs(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[NeedId],
) -> Result<HashMap<NeedId, Vec<artefact::Model>>> {
    let mut benefits: HashMap<NeedId, Vec<artefact::Model>> = HashMap::new();
    if ids.is_empty() {
        return Ok(benefits);
    }
    // Whoever put a need forward sees it wherever it went, but not what else there is of that e-service.
    let e_services = need::Entity::find()
        .select_only()
        .column(need::Column::EServiceId)
        .join(JoinType::InnerJoin, need::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(need::COLUMN.id.is_in(ids.iter().copied()))
        .filter(visibility(actor))
        .into_query();
    for (row, benefit) in of_e_services(db, e_services).await? {
        for need in benefit.needs.iter().filter(|need| ids.contains(need)) {
            benefits.entry(*need).or_default().push(row.clone());
        }
    }
    Ok(benefits)
}

/// All benefits of e-services, in the order in which they were stated.
async fn of_e_services(
    db: &impl ConnectionTrait,
    e_services: SelectStatement,
) -> Result<Vec<(artefact::Model, Benefit)>> {
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.e_service_id.in_subquery(e_services))
        .filter(artefact::COLUMN.kind.eq(ArtefactKind::Benefit))
        .filter(artefact::COLUMN.removed_at.is_null())
        .order_by_asc(artefact::COLUMN.id)
        .all(db)
        .await?;
    let read = rows.into_iter().map(|row| {
        let benefit = body(&row)?;
        Ok((row, benefit))
    });
    read.collect()
}
