//! The types of the room: `Review`, the editor's remarks and the findings of the test group.

use ::entity::{enums::DocumentKind, ids::CycleId};
use async_graphql::{Context, Object};

use crate::{
    domain::review::{self, RemarkState},
    graphql::{
        artefact::{artefact_type, load::of_cycle},
        document::types::Document,
        error::ApiError,
    },
};

/// The review of what was built in a cycle.
pub struct Review(pub CycleId);

/// What the editor and the test group say of what was built.
#[Object]
impl Review {
    /// What the editor wants changed, by number.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn remarks(&self, ctx: &Context<'_>) -> Result<Vec<EditorRemark>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What the test group found, one by one; empty where it is written in one document, or no test group was decided.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<TestGroupFinding>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What the test group found, in one text; null where it is not written.
    async fn findings_document(&self, ctx: &Context<'_>) -> Result<Option<Document>, ApiError> {
        Document::of_kind(ctx, self.0, DocumentKind::TestGroupFindings).await
    }
}

artefact_type! {
    /// Something that the editor wants changed before the e-service is approved.
    EditorRemark of review::EditorRemark {
        /// What is to be changed, Markdown.
        async fn text(&self) -> &str {
            &self.body.text
        }

        /// Where: a step, a page, a message; may be empty.
        async fn place(&self) -> &str {
            &self.body.place
        }

        /// Where it stands.
        async fn state(&self) -> RemarkState {
            self.body.state
        }

        /// What was done about it, or why it is accepted as it is.
        async fn answer(&self) -> Option<&str> {
            self.body.answer.as_deref()
        }
    }
}

artefact_type! {
    /// What somebody of the test group found.
    TestGroupFinding of review::TestGroupFinding {
        /// Who tried the e-service: what kind of person, or how many.
        async fn participants(&self) -> &str {
            &self.body.participants
        }

        /// What worked, Markdown; may be empty.
        async fn worked(&self) -> &str {
            &self.body.worked
        }

        /// What was hard, Markdown; may be empty.
        async fn hard(&self) -> &str {
            &self.body.hard
        }

        /// What should be changed, Markdown; may be empty.
        async fn change(&self) -> &str {
            &self.body.change
        }
    }
}
