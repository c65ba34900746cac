//! Versions of what metrics say; never changed.

use sea_orm::entity::prelude::*;

use crate::{
    enums::{Direction, Interval, ServiceIndicator},
    ids::{MetricId, MetricVersionId, UserId},
};

/// One version of what a metric says.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "metric_version")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MetricVersionId,
    /// Of which metric.
    pub metric_id: MetricId,
    /// 1, 2, 3 …
    pub number: i32,
    /// What was measured.
    pub name: String,
    /// Which goal it served.
    #[sea_orm(column_type = "Text")]
    pub goal: String,
    /// Unit of its values.
    pub unit: String,
    /// Which way it should go.
    pub direction: Direction,
    /// Value before the e-service.
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// How often it was to be measured.
    pub interval: Interval,
    /// Where the values came from.
    pub source: String,
    /// The usual indicator of services that it measured, where it was one.
    pub indicator: Option<ServiceIndicator>,
    /// Who wrote it.
    pub author_id: UserId,
    /// When.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
