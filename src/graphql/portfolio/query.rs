//! Reading the e-services of a unit or of the whole municipality together.

use async_graphql::{Context, ID, Object};

use super::{overview::PortfolioOverview, pick::PickChart};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        enums::Phase,
        error::ApiError,
    },
};

/// Reading the portfolio.
#[derive(Default)]
pub struct PortfolioQuery;

#[Object]
impl PortfolioQuery {
    /// The e-services that the viewer may see, seen together.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn portfolio(&self) -> Portfolio {
        Portfolio
    }
}

/// The portfolio.
pub struct Portfolio;

/// The e-services that the viewer may see, seen together.
#[Object]
impl Portfolio {
    /// The overview for management: by phase, what is late, the launches ahead, attainment, and benefits planned and realised, by unit with all
    /// below it.
    #[graphql(complexity = "10 + child_complexity")]
    async fn overview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this unit and those below it; all if left out.")] org_unit_id: Option<ID>,
        #[graphql(desc = "How many months the launch calendar goes ahead, 1 to 24; 6 if left out.")]
        months: Option<i32>,
    ) -> Result<PortfolioOverview, ApiError> {
        PortfolioOverview::load(ctx, org_unit_id.as_ref(), months).await
    }

    /// The PICK chart: proposals weighed against each other by benefit and effort. An e-service stands where the cycle under development,
    /// or else the one in operation, is placed; what was decided against has no place any more.
    #[graphql(complexity = "crate::graphql::paging::cost(first.or(Some(25)), None, 4 * child_complexity)")]
    async fn pick(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this unit and those below it; all if left out.")] org_unit_id: Option<ID>,
        #[graphql(desc = "Whose cycle is in one of these phases; all if left out.")] phases: Option<
            Vec<Phase>,
        >,
        #[graphql(desc = "So many of each quadrant; at most 50, 25 if left out.")] first: Option<i32>,
    ) -> Result<PickChart, ApiError> {
        PickChart::load(ctx, org_unit_id.as_ref(), phases, first).await
    }
}
