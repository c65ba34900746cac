//! The types of the room: `Ground` and what it is made of.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object};

use crate::{
    domain::ground::{self, RequirementNature},
    graphql::{
        artefact::{artefact_type, load::of_cycle},
        error::ApiError,
    },
};

/// The ground for the decision in a cycle.
pub struct Ground(pub CycleId);

/// What was found out about an idea, as ground for the decision.
#[Object]
impl Ground {
    /// Legal, technical and functional requirements, identified early.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn requirements(&self, ctx: &Context<'_>) -> Result<Vec<Requirement>, ApiError> {
        of_cycle(ctx, self.0).await
    }
}

artefact_type! {
    /// A requirement that is known before the decision. A demanding one is investigated before a decision to develop.
    Requirement of ground::Requirement {
        /// What is required.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// In more words, Markdown.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// Of what nature it is.
        async fn nature(&self) -> RequirementNature {
            self.body.nature
        }

        /// True where it is demanding: management then decides only once it is investigated.
        async fn demanding(&self) -> bool {
            self.body.demanding
        }

        /// What the investigation showed, Markdown; null where it is not investigated.
        async fn investigation(&self) -> Option<&str> {
            self.body.investigation.as_deref()
        }
    }
}
