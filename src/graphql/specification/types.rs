//! The types of the room: `Specification`, its requirements and guiding questions.

use ::entity::{enums::DocumentKind, ids::CycleId};
use async_graphql::{Context, Object, SimpleObject};

use crate::{
    domain::specification::{self, GuidingQuestion, Priority, RequirementState},
    graphql::{
        artefact::{artefact_type, load::of_cycle},
        context::Here,
        document::types::Document,
        error::ApiError,
    },
};

/// The specification in a cycle.
pub struct Specification(pub CycleId);

/// The detailed specification: exactly what is to be built.
#[Object]
impl Specification {
    /// The specification in words; null where it is not written.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>, ApiError> {
        Document::of_kind(ctx, self.0, DocumentKind::Specification).await
    }

    /// Its numbered requirements, by number.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn requirements(&self, ctx: &Context<'_>) -> Result<Vec<SpecificationRequirement>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// The questions that every specification answers, all of them, each with its answer or none.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn guiding_questions(&self, ctx: &Context<'_>) -> Result<Vec<GuidingQuestionItem>, ApiError> {
        let answers: Vec<GuidingAnswer> = of_cycle(ctx, self.0).await?;
        let locale = ctx.here().locale();
        let item = |question: &GuidingQuestion| GuidingQuestionItem {
            question: *question,
            text: question.text(locale).to_owned(),
            answer: answers
                .iter()
                .find(|answer| answer.body.question == *question)
                .cloned(),
        };
        Ok(GuidingQuestion::ALL.iter().map(item).collect())
    }
}

/// A question that every specification answers.
#[derive(SimpleObject)]
pub struct GuidingQuestionItem {
    /// Which.
    pub question: GuidingQuestion,
    /// The question in words, in the language of the viewer.
    pub text: String,
    /// The answer; null while it is open.
    pub answer: Option<GuidingAnswer>,
}

artefact_type! {
    /// A requirement of the specification; `number` is what people call it by. All but its state is a part of what is approved.
    SpecificationRequirement of specification::SpecificationRequirement {
        /// What is required, Markdown.
        async fn text(&self) -> &str {
            &self.body.text
        }

        /// How much it matters.
        async fn priority(&self) -> Priority {
            self.body.priority
        }

        /// Where it comes from; may be empty.
        async fn origin(&self) -> &str {
            &self.body.origin
        }

        /// Where it stands through build and test.
        async fn state(&self) -> RequirementState {
            self.body.state
        }

        /// Why it was dropped, or a remark on its state.
        async fn reason(&self) -> Option<&str> {
            self.body.reason.as_deref()
        }
    }
}

artefact_type! {
    /// The answer to one of the guiding questions. A part of what is approved as the specification.
    GuidingAnswer of specification::GuidingAnswer {
        /// Which question.
        async fn question(&self) -> GuidingQuestion {
            self.body.question
        }

        /// The answer, Markdown.
        async fn answer(&self) -> &str {
            &self.body.answer
        }
    }
}
