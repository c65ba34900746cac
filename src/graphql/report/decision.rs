//! The type `FollowUpDecision`.

use ::entity::ids::{ArtefactId, ReportId};
use async_graphql::Context;

use super::types::FollowUpReport;
use crate::{
    domain::report::{self, FollowUpVerdict},
    graphql::{
        artefact::{artefact_type, load::by_key},
        error::ApiError,
        ground::benefit::Benefit,
        ids::id,
        metric::types::Metric,
    },
};

impl FollowUpDecision {
    /// Whether a benefit led to it.
    #[must_use]
    pub fn rests_on(&self, benefit: ArtefactId) -> bool {
        self.body.benefits.contains(&benefit)
    }

    /// Whether it rests on a report.
    #[must_use]
    pub fn rests_on_report(&self, report: ReportId) -> bool {
        self.body.report == Some(report)
    }

    /// Its key; those of later ones are greater.
    #[must_use]
    pub fn key(&self) -> ArtefactId {
        self.row.id
    }
}

artefact_type! {
    /// What owner or management decided after a follow-up. Never changed and never taken out: another decision is a new one.
    FollowUpDecision of report::FollowUpDecision {
        /// What is decided.
        async fn verdict(&self) -> FollowUpVerdict {
            self.body.verdict
        }

        /// Why, Markdown.
        async fn motive(&self) -> &str {
            &self.body.motive
        }

        /// Where it stands in the minutes; null where nothing was said.
        async fn minutes_reference(&self) -> Option<&str> {
            self.body.minutes_reference.as_deref()
        }

        /// The report that it rests on; null where it rests on none. The way back is `FollowUpReport.decisions`.
        async fn report(&self, ctx: &Context<'_>) -> Result<Option<FollowUpReport>, ApiError> {
            match self.body.report {
                Some(key) => FollowUpReport::load(ctx, key).await,
                None => Ok(None),
            }
        }

        /// The benefits that led to it; those that were taken out since are left out. The way back is `Benefit.followUpDecisions`.
        async fn benefits(&self, ctx: &Context<'_>) -> Result<Vec<Benefit>, ApiError> {
            let found = self.body.benefits.iter().map(|key| by_key(ctx, *key));
            let found = futures_util::future::try_join_all(found).await?;
            Ok(found.into_iter().flatten().collect())
        }

        /// Opaque ids of the benefits that led to it, also of those that were taken out since.
        async fn benefit_ids(&self) -> Vec<async_graphql::ID> {
            self.body.benefits.iter().map(|key| id(*key)).collect()
        }

        /// The metrics that led to it.
        async fn metrics(&self, ctx: &Context<'_>) -> Result<Vec<Metric>, ApiError> {
            let selected = ctx.look_ahead();
            let found = self.body.metrics.iter().map(|key| Metric::load(ctx, *key, &selected));
            let found = futures_util::future::try_join_all(found).await?;
            Ok(found.into_iter().flatten().collect())
        }
    }
}
