//! The types of the room: `Suggestion`, `SuggestionSummary`.

use std::sync::Arc;

use ::entity::{ids::SuggestionId, suggestion};
use async_graphql::{ComplexObject, Context, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain,
    graphql::{
        account::types::User,
        context::Here,
        e_service::types::EService,
        enums::{SuggestionOrigin, SuggestionState},
        error::ApiError,
        ids::id,
        need::types::Need,
        object::object,
        paging::connection,
    },
    service::suggestion::queries::Filter,
};

/// Narrows a list of suggestions down; all that is given must hold.
#[derive(Default, InputObject)]
pub struct SuggestionFilter {
    /// In one of these states.
    pub states: Option<Vec<SuggestionState>>,
    /// From staff or from recipients.
    pub origin: Option<SuggestionOrigin>,
    /// Under this heading.
    pub category: Option<String>,
}

impl From<SuggestionFilter> for Filter {
    fn from(filter: SuggestionFilter) -> Self {
        Self {
            states: filter
                .states
                .map(|states| states.into_iter().map(Into::into).collect()),
            origin: filter.origin.map(Into::into),
            category: filter.category,
        }
    }
}

/// A suggestion.
#[derive(Clone)]
pub struct Suggestion(Arc<suggestion::Model>);

impl From<suggestion::Model> for Suggestion {
    fn from(row: suggestion::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl Suggestion {
    /// The suggestion with a key; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: SuggestionId) -> Result<Option<Self>, ApiError> {
        let found = ctx.loaders().suggestions.load(ctx.here(), key).await?;
        Ok(found.map(Self::from))
    }
}

object! {
    /// What somebody wants improved about an e-service in operation, or how satisfied a recipient is with it.
    Suggestion
}

#[ComplexObject]
impl Suggestion {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Rises each time that it is weighed; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The e-service.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::load(ctx, self.0.e_service_id, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// Whether staff or a recipient made it.
    async fn origin(&self) -> SuggestionOrigin {
        self.0.origin.into()
    }

    /// What is suggested: Markdown from staff, plain text from recipients. Empty where a recipient only gave a rating.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// How satisfied the recipient is, from 1 (not at all) to 5 (very); null where staff made it.
    async fn rating(&self) -> Option<i32> {
        self.0.rating
    }

    /// The heading under which it was put together with others; null where it was put under none.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// How much it weighs, from 1 (little) to 5 (much); null where that was not said.
    async fn weight(&self) -> Option<i32> {
        self.0.weight
    }

    /// Where it stands.
    async fn state(&self) -> SuggestionState {
        self.0.state.into()
    }

    /// Why it was declined, or what was thought when it was weighed, Markdown; null where nothing was said.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The need that it became; null where it became none.
    async fn need(&self, ctx: &Context<'_>) -> Result<Option<Need>, ApiError> {
        let found = ctx
            .loaders()
            .needs_of_suggestions
            .load(ctx.here(), self.0.id)
            .await?;
        Ok(found.map(Need::from))
    }

    /// Who made it; null for a recipient, of whom nothing is known.
    async fn author(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.author_id {
            Some(key) => User::of(ctx, key).await.map(Some),
            None => Ok(None),
        }
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Who weighed it last; null where nobody has.
    async fn weighed_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.weighed_by {
            Some(key) => User::of(ctx, key).await.map(Some),
            None => Ok(None),
        }
    }

    /// When it was weighed last.
    async fn weighed_at(&self) -> Option<DateTime<Utc>> {
        self.0.weighed_at
    }
}

connection!(SuggestionConnection, SuggestionEdge, Suggestion, "suggestions");

/// The suggestions for an e-service taken together.
#[derive(SimpleObject)]
pub struct SuggestionSummary {
    /// How many there are, ratings without words included.
    pub total: i32,
    /// How many of them are not weighed yet.
    pub open: i32,
    /// How many of them were taken up.
    pub taken_up: i32,
    /// How many of them come with a rating.
    pub rating_count: i32,
    /// The mean of the ratings, 1 to 5; null where there are none.
    pub mean_rating: Option<f64>,
    /// By heading, most first; what was put under none comes last.
    pub categories: Vec<SuggestionCategory>,
}

/// The suggestions under one heading taken together.
#[derive(SimpleObject)]
pub struct SuggestionCategory {
    /// The heading; null for those that were put under none.
    pub name: Option<String>,
    /// How many there are.
    pub total: i32,
    /// How many of them are not weighed yet.
    pub open: i32,
    /// How many of them were taken up.
    pub taken_up: i32,
    /// How many of them come with a rating.
    pub rating_count: i32,
    /// The mean of the ratings, 1 to 5; null where there are none.
    pub mean_rating: Option<f64>,
}

impl From<domain::suggestion::Summary> for SuggestionSummary {
    fn from(summary: domain::suggestion::Summary) -> Self {
        let all = summary.all;
        let categories = summary
            .categories
            .into_iter()
            .map(|(name, count)| SuggestionCategory {
                name,
                total: number(count.total),
                open: number(count.open),
                taken_up: number(count.taken_up),
                rating_count: number(count.ratings),
                mean_rating: count.mean_rating(),
            });
        Self {
            total: number(all.total),
            open: number(all.open),
            taken_up: number(all.taken_up),
            rating_count: number(all.ratings),
            mean_rating: all.mean_rating(),
            categories: categories.collect(),
        }
    }
}

fn number(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
