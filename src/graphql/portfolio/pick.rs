//! The PICK chart.

use ::entity::ids::EServiceId;
use async_graphql::{Context, ID, Object, SimpleObject};

use crate::{
    domain::{
        ground::{BENEFIT_FROM, EFFORT_FROM, PickQuadrant},
        portfolio::{Placed, chart},
    },
    graphql::{context::Here, e_service::types::EService, enums::Phase, error::ApiError, ids::key},
    service::portfolio::pick::{Filter, placed},
};

/// How many of each quadrant are answered where nothing is said.
const SOME: i32 = 25;
/// Most of each quadrant: four times as many are answered.
const MOST: usize = 50;

/// The PICK chart. Scores go from 1 to 10.
#[derive(SimpleObject)]
pub struct PickChart {
    /// From this score on, a benefit is great: IMPLEMENT and CHALLENGE.
    pub benefit_from: i32,
    /// From this score on, an effort is great: CHALLENGE and KILL.
    pub effort_from: i32,
    /// The four quadrants, in the order of their letters.
    pub quadrants: Vec<PickPart>,
}

/// A quadrant of the chart with its e-services.
#[derive(SimpleObject)]
pub struct PickPart {
    /// Which one.
    pub quadrant: PickQuadrant,
    /// How many e-services lie in it.
    pub total_count: i32,
    /// The first of them: what brings most for its effort (benefit less effort) comes first, then by name.
    pub entries: Vec<PickEntry>,
}

/// An e-service in the chart.
pub struct PickEntry(Placed<EServiceId>);

impl PickChart {
    /// The chart of the e-services that the viewer may see.
    ///
    /// # Errors
    /// NOT_FOUND where the id is that of no unit; `first` out of its range.
    pub async fn load(
        ctx: &Context<'_>,
        org_unit: Option<&ID>,
        phases: Option<Vec<Phase>>,
        first: Option<i32>,
    ) -> Result<Self, ApiError> {
        let first = usize::try_from(first.unwrap_or(SOME)).ok();
        let first = first.filter(|first| *first <= MOST);
        let first = first.ok_or_else(|| ApiError::BadInput(format!("first: 0 to {MOST}")))?;
        let filter = Filter {
            org_unit: org_unit.map(key).transpose()?,
            phases: phases.map(|phases| phases.into_iter().map(Into::into).collect()),
        };
        let here = ctx.here();
        let actor = here.actor()?;
        let found = ctx
            .loaders()
            .turn
            .read(placed(&here.services.db, actor, &filter))
            .await?;
        let quadrants = chart(found).into_iter().map(|(quadrant, inside)| PickPart {
            quadrant,
            total_count: i32::try_from(inside.len()).unwrap_or(i32::MAX),
            entries: inside.into_iter().take(first).map(PickEntry).collect(),
        });
        Ok(Self {
            benefit_from: BENEFIT_FROM,
            effort_from: EFFORT_FROM,
            quadrants: quadrants.collect(),
        })
    }
}

/// An e-service in the chart.
#[Object]
impl PickEntry {
    /// How great the benefit is, 1 to 10.
    async fn benefit(&self) -> i32 {
        self.0.placement.benefit
    }

    /// How great the effort is, 1 to 10.
    async fn effort(&self) -> i32 {
        self.0.placement.effort
    }

    /// Why it stands there, Markdown; may be empty.
    async fn motive(&self) -> &str {
        &self.0.placement.motive
    }

    /// The e-service.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::load(ctx, self.0.thing, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }
}
