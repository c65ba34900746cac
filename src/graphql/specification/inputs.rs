//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::domain::specification::{self, GuidingQuestion, Priority, RequirementState};

/// Input of `saveSpecificationRequirement`.
#[derive(InputObject)]
pub struct SaveSpecificationRequirementInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The requirement that is changed; left out for a new one.
    pub specification_requirement_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is required, so that it can be tested, Markdown. With another text, the requirement is OPEN again.
    pub text: String,
    /// How much it matters.
    pub priority: Priority,
    /// Where it comes from: a law, the pre-study, the target group.
    #[graphql(default)]
    pub origin: String,
}

impl From<SaveSpecificationRequirementInput> for specification::SpecificationRequirement {
    fn from(input: SaveSpecificationRequirementInput) -> Self {
        Self {
            text: input.text,
            priority: input.priority,
            origin: input.origin,
            state: RequirementState::Open,
            reason: None,
        }
    }
}

/// Input of `setRequirementState`.
#[derive(InputObject)]
pub struct SetRequirementStateInput {
    /// The requirement.
    pub specification_requirement_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Where it stands now: OPEN, BUILT and DROPPED take a developer, PASSED and FAILED a tester.
    pub state: RequirementState,
    /// Why it was dropped; in other states a remark, or left out.
    pub reason: Option<String>,
}

/// Input of `answerGuidingQuestion`.
#[derive(InputObject)]
pub struct AnswerGuidingQuestionInput {
    /// The cycle whose specification it is.
    pub cycle_id: ID,
    /// Which question.
    pub question: GuidingQuestion,
    /// The version of the answer that was seen; 0 where there was none.
    #[graphql(default)]
    pub version: i32,
    /// The answer, Markdown.
    pub answer: String,
}
