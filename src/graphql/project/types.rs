//! The types of the room: `Project` and who takes part in it.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object};

use crate::{
    domain::project,
    graphql::{
        account::types::User,
        artefact::{artefact_type, load::of_cycle},
        error::ApiError,
    },
};

/// The project in a cycle.
pub struct Project(pub CycleId);

/// The project in which an e-service is developed. Where the approach is another, it is empty.
#[Object]
impl Project {
    /// Who takes part.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<ProjectMember>, ApiError> {
        of_cycle(ctx, self.0).await
    }
}

artefact_type! {
    /// Somebody who takes part in the project: a person with an account, or one who is only named.
    ProjectMember of project::ProjectMember {
        /// The person; null for somebody without an account.
        async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
            match self.body.user {
                Some(key) => User::load(ctx, key).await,
                None => Ok(None),
            }
        }

        /// The name: that of the account, or of somebody without one.
        async fn name(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
            match (self.body.user, &self.body.name) {
                (Some(key), _) => Ok(User::of(ctx, key).await?.0.name.clone()),
                (None, name) => Ok(name.clone().unwrap_or_default()),
            }
        }

        /// What they do in the project.
        async fn part(&self) -> &str {
            &self.body.part
        }

        /// How much of their working time it takes, in percent; null where that is not settled.
        async fn share(&self) -> Option<i32> {
            self.body.share
        }
    }
}
