//! Every version of what metrics say. A metric counts every change of its row, being measured too; here only what it says counts.

use std::collections::HashMap;

use ::entity::{
    ids::{EServiceId, MetricId, MetricVersionId, UserId},
    metric, metric_version,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::database::Transaction;

/// A metric, and which version of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The metric.
    pub metric: MetricId,
    /// Number of the version.
    pub number: i32,
}

/// Keeps what a metric says from now on as a version of that number.
pub(in crate::service) async fn keep(
    txn: &Transaction,
    (metric, number): (MetricId, i32),
    statement: &Statement,
    (author, at): (UserId, DateTime<Utc>),
) -> Result<(), DbErr> {
    let version = metric_version::ActiveModel {
        id: Set(MetricVersionId::new()),
        metric_id: Set(metric),
        number: Set(number),
        name: Set(statement.name.clone()),
        goal: Set(statement.goal.clone()),
        unit: Set(statement.unit.clone()),
        direction: Set(statement.direction),
        baseline: Set(statement.baseline),
        target: Set(statement.target),
        interval: Set(statement.interval),
        source: Set(statement.source.clone()),
        indicator: Set(statement.indicator),
        author_id: Set(author),
        created_at: Set(at),
    };
    metric_version::Entity::insert(version)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}

/// Number of the newest version of a metric; 0 where there is none.
pub(super) async fn latest(db: &impl ConnectionTrait, metric: MetricId) -> Result<i32, DbErr> {
    let newest = metric_version::Entity::find()
        .filter(metric_version::COLUMN.metric_id.eq(metric))
        .order_by_desc(metric_version::COLUMN.number)
        .one(db)
        .await?;
    Ok(newest.map_or(0, |row| row.number))
}

/// The metrics of an e-service with their newest versions, in the order in which they were stated. One statement.
pub(in crate::service) async fn stated(
    db: &impl ConnectionTrait,
    e_service: EServiceId,
) -> Result<Vec<Stated>, DbErr> {
    let metrics = metric::Entity::find()
        .select_only()
        .column(metric::Column::Id)
        .filter(metric::COLUMN.e_service_id.eq(e_service))
        .filter(metric::COLUMN.removed_at.is_null());
    let newest: Vec<(MetricId, i32)> = metric_version::Entity::find()
        .select_only()
        .column(metric_version::Column::MetricId)
        .column_as(metric_version::COLUMN.number.max(), "number")
        .filter(metric_version::COLUMN.metric_id.in_subquery(metrics.into_query()))
        .group_by(metric_version::Column::MetricId)
        .order_by_asc(metric_version::COLUMN.metric_id)
        .into_tuple()
        .all(db)
        .await?;
    let stated = newest.into_iter();
    Ok(stated.map(|(metric, number)| Stated { metric, number }).collect())
}

/// All versions of each metric, newest first. One statement. The caller may see the metrics.
///
/// # Errors
/// Where the database fails.
pub async fn of_metrics(
    db: &impl ConnectionTrait,
    ids: &[MetricId],
) -> Result<HashMap<MetricId, Vec<metric_version::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = metric_version::Entity::find()
        .filter(metric_version::COLUMN.metric_id.is_in(ids.iter().copied()))
        .order_by_desc(metric_version::COLUMN.number)
        .all(db)
        .await?;
    let mut versions: HashMap<MetricId, Vec<metric_version::Model>> = HashMap::new();
    for row in rows {
        versions.entry(row.metric_id).or_default().push(row);
    }
    Ok(versions)
}
