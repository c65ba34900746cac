//! The types of the room: `Design`, its steps and questions, and the statements on it.

use ::entity::{enums::DocumentKind, ids::CycleId};
use async_graphql::{Context, Object, SimpleObject};

use crate::{
    domain::design::{self, AnswerKind, StatementRole, Verdict},
    graphql::{
        artefact::{artefact_type, load::of_cycle},
        document::types::Document,
        error::ApiError,
    },
};

/// The design proposal in a cycle.
pub struct Design(pub CycleId);

/// The design proposal: how the e-service is to look and what it is to ask.
#[Object]
impl Design {
    /// The proposal in words, with the link to its prototype; null where it is not written.
    async fn document(&self, ctx: &Context<'_>) -> Result<Option<Document>, ApiError> {
        Document::of_kind(ctx, self.0, DocumentKind::DesignProposal).await
    }

    /// The steps of the e-service, in the order in which they are gone through.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<DesignStep>, ApiError> {
        let mut steps: Vec<DesignStep> = of_cycle(ctx, self.0).await?;
        steps.sort_by_key(|step| step.body.order);
        Ok(steps)
    }

    /// What editor and platform manager think of it.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<DesignStatement>, ApiError> {
        of_cycle(ctx, self.0).await
    }
}

/// A question to whoever uses the e-service.
#[derive(SimpleObject)]
pub struct DesignQuestion {
    /// A short name that no other question of the e-service has.
    pub key: String,
    /// The question as it is asked.
    pub text: String,
    /// What helps to answer it; may be empty.
    pub help: String,
    /// How it is answered.
    pub answer: AnswerKind,
    /// What can be chosen; empty where the answer is no choice.
    pub choices: Vec<String>,
    /// True where nobody comes further without an answer.
    pub mandatory: bool,
    /// When it is asked; null where it always is.
    pub condition: Option<DesignBranch>,
    /// Where the answer goes; empty where that is not settled.
    pub destination: String,
}

/// When a question is asked: after certain answers to an earlier one.
#[derive(SimpleObject)]
pub struct DesignBranch {
    /// Key of the earlier question.
    pub question: String,
    /// The answers to it after which the question is asked; any of them.
    pub answers: Vec<String>,
}

impl From<&design::Question> for DesignQuestion {
    fn from(question: &design::Question) -> Self {
        Self {
            key: question.key.clone(),
            text: question.text.clone(),
            help: question.help.clone(),
            answer: question.answer,
            choices: question.choices.clone(),
            mandatory: question.mandatory,
            condition: question.condition.as_ref().map(|branch| DesignBranch {
                question: branch.question.clone(),
                answers: branch.answers.clone(),
            }),
            destination: question.destination.clone(),
        }
    }
}

artefact_type! {
    /// A step of the e-service with its questions. A part of what is approved as the design.
    DesignStep of design::DesignStep {
        /// What it is called.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// Its place among the steps: they are gone through from low to high.
        async fn order(&self) -> i32 {
            self.body.order
        }

        /// What the user reads in it, Markdown; may be empty.
        async fn text(&self) -> &str {
            &self.body.text
        }

        /// Its questions, in the order in which they are asked.
        async fn questions(&self) -> Vec<DesignQuestion> {
            self.body.questions.iter().map(Into::into).collect()
        }
    }
}

artefact_type! {
    /// What editor or platform manager think of look and form: advice to lead and owner. Only `createdBy` changes it.
    DesignStatement of design::DesignStatement {
        /// As what it was made.
        async fn role(&self) -> StatementRole {
            self.body.role
        }

        /// What they think, in short.
        async fn verdict(&self) -> Verdict {
            self.body.verdict
        }

        /// Why, and what should be changed, Markdown; may be empty where the design is fine.
        async fn text(&self) -> &str {
            &self.body.text
        }
    }
}
