//! Queries that find artefacts of the ground from elsewhere.

use std::collections::HashMap;

use ::entity::{artefact, enums::ArtefactKind, ids::MetricId, metric};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Query};

use crate::{
    domain::ground::Benefit,
    service::{Result, artefact::queries::body},
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
    let rows = artefact::Entity::find()
        .filter(artefact::COLUMN.e_service_id.in_subquery(e_services))
        .filter(artefact::COLUMN.kind.eq(ArtefactKind::Benefit))
        .filter(artefact::COLUMN.removed_at.is_null())
        .order_by_asc(artefact::COLUMN.id)
        .all(db)
        .await?;
    for row in rows {
        let benefit: Benefit = body(&row)?;
        let mut shown: Vec<MetricId> = benefit.metrics().filter(|metric| ids.contains(metric)).collect();
        shown.sort_unstable();
        shown.dedup();
        for metric in shown {
            benefits.entry(metric).or_default().push(row.clone());
        }
    }
    Ok(benefits)
}
