//! The pre-study, composed: its own text and all that it rests on.

use async_graphql::{Context, Object};

use super::{
    benefit::Benefit,
    types::{BenefitTotals, CostLine, Ground, GroundTotals, Placement, Requirement},
};
use crate::graphql::{
    artefact::load::{of_cycle, the_one},
    context::Here,
    cycle::types::Cycle,
    document::types::Document,
    error::ApiError,
    need::types::{Need, NeedConnection},
    paging::{counts, page_args},
};

/// The pre-study of a cycle.
pub struct PreStudy(pub Ground);

/// The pre-study: a short text as ground for the decision, and all that it rests on, as it is now. Its own text is the document of kind
/// PRE_STUDY, every version of which is kept.
#[Object]
impl PreStudy {
    /// Its own text; null where it is not written yet.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>, ApiError> {
        let views = ctx.loaders().documents_of.load(ctx.here(), self.0.0).await?;
        let of_kind = |view: &crate::service::document::queries::DocumentView| {
            view.row.kind == ::entity::enums::DocumentKind::PreStudy
        };
        Ok(views
            .unwrap_or_default()
            .into_iter()
            .find(of_kind)
            .map(Document::from))
    }

    /// The needs that it meets: those that the e-service answers, latest first.
    #[graphql(complexity = "crate::graphql::paging::cost(first, last, child_complexity)")]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<NeedConnection, ApiError> {
        let cycle = Cycle::load(ctx, self.0.0).await?.ok_or(ApiError::NotFound)?;
        let asked = (page_args(first, after, last, before), counts(ctx));
        let page = ctx
            .loaders()
            .needs_of
            .load(ctx.here(), (cycle.row.e_service_id, asked))
            .await?;
        Ok(NeedConnection::new(page.ok_or(ApiError::Internal)?, Need::from))
    }

    /// What good the e-service is to do.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn benefits(&self, ctx: &Context<'_>) -> Result<Vec<Benefit>, ApiError> {
        of_cycle(ctx, self.0.0).await
    }

    /// What the benefits are worth together.
    async fn benefit_totals(&self, ctx: &Context<'_>) -> Result<BenefitTotals, ApiError> {
        self.0.sums(ctx).await
    }

    /// The cost estimate, line by line.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn cost_lines(&self, ctx: &Context<'_>) -> Result<Vec<CostLine>, ApiError> {
        of_cycle(ctx, self.0.0).await
    }

    /// What the cost estimate comes to.
    async fn totals(&self, ctx: &Context<'_>) -> Result<GroundTotals, ApiError> {
        self.0.estimate(ctx).await
    }

    /// What it takes: legal, technical and functional requirements.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn requirements(&self, ctx: &Context<'_>) -> Result<Vec<Requirement>, ApiError> {
        of_cycle(ctx, self.0.0).await
    }

    /// Its place in the PICK chart; null where it is not placed yet.
    async fn placement(&self, ctx: &Context<'_>) -> Result<Option<Placement>, ApiError> {
        the_one(ctx, self.0.0).await
    }
}
