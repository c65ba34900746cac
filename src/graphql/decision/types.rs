//! The type of the room: `Decision`.

use std::sync::Arc;

use ::entity::decision;
use async_graphql::{ComplexObject, Context, ID};
use chrono::{DateTime, Utc};

use crate::graphql::{
    account::types::User,
    cycle::types::Cycle,
    date::Date,
    enums::{Approach, DecisionOutcome},
    error::ApiError,
    ids::id,
    object::object,
};

/// A decision of management.
#[derive(Clone)]
pub struct Decision(Arc<decision::Model>);

impl From<decision::Model> for Decision {
    fn from(row: decision::Model) -> Self {
        Self(Arc::new(row))
    }
}

object! {
    /// A decision of management about an e-service. Never edited: a later one supersedes it.
    Decision
}

#[ComplexObject]
impl Decision {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// What was decided.
    async fn outcome(&self) -> DecisionOutcome {
        self.0.outcome.into()
    }

    /// Why, Markdown.
    async fn motive(&self) -> &str {
        &self.0.motive
    }

    /// Where the minutes are.
    async fn minutes_reference(&self) -> Option<&str> {
        self.0.minutes_reference.as_deref()
    }

    /// Working hours given.
    async fn hours(&self) -> Option<i32> {
        self.0.hours
    }

    /// Budget given, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits.
    async fn budget_minor(&self) -> Option<String> {
        self.0.budget_minor.map(|budget| budget.to_string())
    }

    /// How it is developed; set with GO.
    async fn approach(&self) -> Option<Approach> {
        self.0.approach.map(Into::into)
    }

    /// When it is to be finished; set with GO.
    async fn deadline(&self) -> Option<Date> {
        self.0.deadline.map(Date)
    }

    /// Whether requirements are gathered from the target group; set with GO.
    async fn target_group(&self) -> Option<bool> {
        self.0.target_group
    }

    /// Whether a test group tests before launch; set with GO.
    async fn test_group(&self) -> Option<bool> {
        self.0.test_group
    }

    /// The service manager appointed; set with GO.
    async fn service_manager(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.service_manager_id {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When it comes back; may be set with DEFER.
    async fn defer_until(&self) -> Option<Date> {
        self.0.defer_until.map(Date)
    }

    /// Who recorded the decision.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.decided_by).await
    }

    /// When it was recorded.
    async fn decided_at(&self) -> DateTime<Utc> {
        self.0.decided_at
    }

    /// When a later decision took its place; null where it is in force.
    async fn superseded_at(&self) -> Option<DateTime<Utc>> {
        self.0.superseded_at
    }

    /// The cycle that it is about.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.0.cycle_id).await?.ok_or(ApiError::NotFound)
    }
}
