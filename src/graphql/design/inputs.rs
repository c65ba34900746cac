//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::domain::design::{self, AnswerKind, StatementRole, Verdict};

/// Input of `saveDesignStep`.
#[derive(InputObject)]
pub struct SaveDesignStepInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The step that is changed; left out for a new one.
    pub design_step_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it is called.
    pub title: String,
    /// Its place among the steps, 1 to 1,000. No two steps have the same; numbers may be left out.
    pub order: i32,
    /// What the user reads in it, Markdown.
    #[graphql(default)]
    pub text: String,
    /// All its questions, in the order in which they are asked; at most 100.
    #[graphql(default)]
    pub questions: Vec<DesignQuestionInput>,
}

/// A question of a step.
#[derive(InputObject)]
pub struct DesignQuestionInput {
    /// A short name that no other question of the e-service has: small letters a to z, digits and hyphens. Conditions name it.
    pub key: String,
    /// The question as it is asked.
    pub text: String,
    /// What helps to answer it.
    #[graphql(default)]
    pub help: String,
    /// How it is answered.
    pub answer: AnswerKind,
    /// What can be chosen; exactly where the answer is ONE_OF or SOME_OF.
    #[graphql(default)]
    pub choices: Vec<String>,
    /// Whether nobody comes further without an answer.
    #[graphql(default)]
    pub mandatory: bool,
    /// When it is asked; left out where it always is.
    pub condition: Option<DesignBranchInput>,
    /// Where the answer goes: a field of the case system, a register, a decision.
    #[graphql(default)]
    pub destination: String,
}

/// When a question is asked.
#[derive(InputObject)]
pub struct DesignBranchInput {
    /// Key of a question that is asked before, in the same step or an earlier one.
    pub question: String,
    /// The answers to it after which the question is asked, any of them; where it is a choice, some of its choices.
    pub answers: Vec<String>,
}

impl From<SaveDesignStepInput> for design::DesignStep {
    fn from(input: SaveDesignStepInput) -> Self {
        Self {
            title: input.title,
            order: input.order,
            text: input.text,
            questions: input.questions.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<DesignQuestionInput> for design::Question {
    fn from(input: DesignQuestionInput) -> Self {
        Self {
            key: input.key,
            text: input.text,
            help: input.help,
            answer: input.answer,
            choices: input.choices,
            mandatory: input.mandatory,
            condition: input.condition.map(|branch| design::Branch {
                question: branch.question,
                answers: branch.answers,
            }),
            destination: input.destination,
        }
    }
}

/// Input of `saveDesignStatement`.
#[derive(InputObject)]
pub struct SaveDesignStatementInput {
    /// The cycle whose design it is about.
    pub cycle_id: ID,
    /// The viewer's own statement that is changed; left out for a new one.
    pub design_statement_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// As what it is made; the viewer holds that role.
    pub role: StatementRole,
    /// What they think, in short.
    pub verdict: Verdict,
    /// Why, and what should be changed, Markdown; may be left out where the design is fine.
    #[graphql(default)]
    pub text: String,
}

impl From<SaveDesignStatementInput> for design::DesignStatement {
    fn from(input: SaveDesignStatementInput) -> Self {
        Self {
            role: input.role,
            verdict: input.verdict,
            text: input.text,
        }
    }
}
