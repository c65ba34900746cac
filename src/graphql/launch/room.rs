//! `Launch`: all that is prepared before an e-service is published.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    order::{LaunchWarning, PublicationOrder, last_good_on, warnings},
    readiness::LaunchReadiness,
    types::{
        AccessibilityStatement, EditorialText, Guide, MarketingAction, PlatformPermission, TrainingSession,
    },
};
use crate::{
    domain::facts::CycleFacts,
    graphql::{
        artefact::{
            load::{of_cycle, the_one},
            types::Tally,
        },
        context::Here,
        cycle::types::Cycle,
        date::Date,
        error::ApiError,
    },
};

/// The launch of a cycle.
pub struct Launch(pub Cycle);

/// How much there is of what is prepared before a launch.
#[derive(SimpleObject)]
pub struct LaunchCounts {
    /// Permissions on the platform; open until they are ticked off.
    pub permissions: Tally,
    /// Texts; open until they are published or removed.
    pub texts: Tally,
    /// Training sessions; open until they were held.
    pub training_sessions: Tally,
    /// Guides.
    pub guides: Tally,
    /// Marketing actions; open until they are done.
    pub marketing_actions: Tally,
}

impl LaunchCounts {
    fn of(facts: &CycleFacts) -> Self {
        use ::entity::enums::ArtefactKind as Kind;
        let tally = |kind| facts.tally(kind).into();
        Self {
            permissions: tally(Kind::PlatformPermission),
            texts: tally(Kind::EditorialText),
            training_sessions: tally(Kind::TrainingSession),
            guides: tally(Kind::Guide),
            marketing_actions: tally(Kind::MarketingAction),
        }
    }
}

/// All that is prepared before an e-service is published.
#[Object]
impl Launch {
    /// Roles and permissions that are needed on the platform.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn permissions(&self, ctx: &Context<'_>) -> Result<Vec<PlatformPermission>, ApiError> {
        of_cycle(ctx, self.0.row.id).await
    }

    /// Texts about the matter, new and old.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn texts(&self, ctx: &Context<'_>) -> Result<Vec<EditorialText>, ApiError> {
        of_cycle(ctx, self.0.row.id).await
    }

    /// Training sessions, planned and held.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn training_sessions(&self, ctx: &Context<'_>) -> Result<Vec<TrainingSession>, ApiError> {
        of_cycle(ctx, self.0.row.id).await
    }

    /// Guides and other material for those who use the e-service.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn guides(&self, ctx: &Context<'_>) -> Result<Vec<Guide>, ApiError> {
        of_cycle(ctx, self.0.row.id).await
    }

    /// What is done to make it known, planned and done.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn marketing_actions(&self, ctx: &Context<'_>) -> Result<Vec<MarketingAction>, ApiError> {
        of_cycle(ctx, self.0.row.id).await
    }

    /// The order of the publication; null where nothing was ordered.
    async fn publication_order(&self, ctx: &Context<'_>) -> Result<Option<PublicationOrder>, ApiError> {
        the_one(ctx, self.0.row.id).await
    }

    /// The accessibility statement; null where there is none yet.
    async fn accessibility_statement(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<AccessibilityStatement>, ApiError> {
        the_one(ctx, self.0.row.id).await
    }

    /// The last day on which publication is ordered in good time, by working days before the launch date; null while that is not
    /// set.
    async fn last_good_order_on(&self, ctx: &Context<'_>) -> Option<Date> {
        last_good_on(ctx, &self.0)
    }

    /// What should be known, and stops nobody: that publication is ordered late, or not yet. Empty once it is published.
    async fn warnings(&self, ctx: &Context<'_>) -> Result<Vec<LaunchWarning>, ApiError> {
        let order = the_one(ctx, self.0.row.id).await?;
        Ok(warnings(ctx, order.as_ref(), &self.0))
    }

    /// How much there is of each, and how much of it is to do.
    async fn counts(&self, ctx: &Context<'_>) -> Result<LaunchCounts, ApiError> {
        let loaded = ctx.loaders().facts.load(ctx.here(), self.0.row.id).await?;
        let loaded = loaded.ok_or(ApiError::NotFound)?;
        Ok(LaunchCounts::of(&loaded.facts))
    }

    /// What the launch waits for, each with whose it is, whether it is in place, and the proof.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn readiness(&self, ctx: &Context<'_>) -> Result<Vec<LaunchReadiness>, ApiError> {
        LaunchReadiness::of(ctx, &self.0).await
    }
}
