//! The type `MetricVersion`, and which version of a metric an approval was given for.

use std::sync::Arc;

use ::entity::{ids::MetricId, metric_version};
use async_graphql::{ComplexObject, Context, ID, Object};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::types::Metric;
use crate::{
    domain::approval::difference,
    graphql::{
        account::types::User,
        approval::types::Difference,
        context::Here,
        enums::{Direction, Interval, ServiceIndicator},
        error::ApiError,
        ids::id,
        object::object,
    },
    service::metric::{statement::Statement, versions::Stated},
};

/// A version of what a metric says.
#[derive(Clone)]
pub struct MetricVersion {
    row: Arc<metric_version::Model>,
    /// What it said before; null for the first version.
    before: Value,
}

impl MetricVersion {
    /// The versions of a metric that the viewer may see, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, metric: MetricId) -> Result<Vec<Self>, ApiError> {
        let rows = ctx.loaders().metric_versions.load(ctx.here(), metric).await?;
        let rows: Vec<_> = rows.unwrap_or_default().into_iter().map(Arc::new).collect();
        let befores = rows.iter().skip(1).map(|row| said(row)).chain([Value::Null]);
        let befores: Vec<_> = befores.collect();
        let versions = rows.into_iter().zip(befores);
        Ok(versions.map(|(row, before)| Self { row, before }).collect())
    }

    /// What differs between two versions of a metric; none where there is no such version.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn diff(
        ctx: &Context<'_>,
        metric: MetricId,
        from: i32,
        to: i32,
    ) -> Result<Option<Vec<Difference>>, ApiError> {
        let versions = Self::of(ctx, metric).await?;
        let numbered = |number| versions.iter().find(|version| version.row.number == number);
        let both = numbered(from).zip(numbered(to));
        Ok(both.map(|(before, after)| before.differs_from(&after.row)))
    }

    fn differs_from(&self, after: &metric_version::Model) -> Vec<Difference> {
        let found = difference(&said(&self.row), &said(after)).into_iter();
        found.map(Into::into).collect()
    }
}

/// What a version says, as versions are compared and approved.
fn said(row: &metric_version::Model) -> Value {
    json!(Statement::from(row))
}

object! {
    /// A version of what a metric says. Never changed.
    MetricVersion
}

#[ComplexObject]
impl MetricVersion {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// 1, 2, 3 … Counts what the metric says; `Metric.version` rises with measuring, too.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// What was measured.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Which goal it served.
    async fn goal(&self) -> &str {
        &self.row.goal
    }

    /// Unit of its values.
    async fn unit(&self) -> &str {
        &self.row.unit
    }

    /// Which way it should go.
    async fn direction(&self) -> Direction {
        self.row.direction.into()
    }

    /// Value before the e-service; null where it was not known.
    async fn baseline(&self) -> Option<f64> {
        self.row.baseline
    }

    /// Value to reach.
    async fn target(&self) -> f64 {
        self.row.target
    }

    /// How often it was to be measured.
    async fn interval(&self) -> Interval {
        self.row.interval.into()
    }

    /// Where the values came from; may be empty.
    async fn source(&self) -> &str {
        &self.row.source
    }

    /// The usual indicator of services that it measured; null where it was none of them.
    async fn indicator(&self) -> Option<ServiceIndicator> {
        self.row.indicator.map(Into::into)
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.row.author_id).await
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// What it changed, place by place; the first version against nothing.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn changes(&self) -> Vec<Difference> {
        let found = difference(&self.before, &said(&self.row)).into_iter();
        found.map(Into::into).collect()
    }
}

/// Which version of a metric an approval was given for.
pub struct ApprovedMetric {
    metric: MetricId,
    approved: MetricVersion,
    newest: MetricVersion,
}

impl ApprovedMetric {
    /// What was approved of a metric, beside what it says now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, stated: Stated) -> Result<Option<Self>, ApiError> {
        let versions = MetricVersion::of(ctx, stated.metric).await?;
        let approved = versions
            .iter()
            .find(|version| version.row.number == stated.number)
            .cloned();
        let both = approved.zip(versions.into_iter().next());
        Ok(both.map(|(approved, newest)| Self {
            metric: stated.metric,
            approved,
            newest,
        }))
    }
}

/// A metric as an approval was given for it, beside what it says now.
#[Object]
impl ApprovedMetric {
    /// The metric as it is now, with those that were taken out since.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Metric, ApiError> {
        let metric = Metric::load(ctx, self.metric, &ctx.look_ahead()).await?;
        metric.ok_or(ApiError::NotFound)
    }

    /// The version that was approved.
    async fn version(&self) -> &MetricVersion {
        &self.approved
    }

    /// Its newest version; the same where nothing it says has changed since.
    async fn newest(&self) -> &MetricVersion {
        &self.newest
    }

    /// What differs in what it says since, place by place; empty where nothing does.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn differences(&self) -> Vec<Difference> {
        self.approved.differs_from(&self.newest.row)
    }
}
