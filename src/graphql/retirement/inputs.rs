//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{domain::retirement, graphql::date::Date};

/// Input of `saveRetirementPlan`.
#[derive(InputObject)]
pub struct SaveRetirementPlanInput {
    /// The cycle in operation.
    pub cycle_id: ID,
    /// The plan that is changed; may be left out, since a cycle has one.
    pub retirement_plan_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// The first day on which the e-service is not there any more.
    pub retire_on: Date,
    /// Why, Markdown.
    pub reason: String,
    /// How its users are told, Markdown.
    pub notice: String,
    /// What takes its place, Markdown; left out where nothing does.
    pub replacement: Option<String>,
    /// What becomes of its data: what is archived, where, and what is disposed of, Markdown.
    pub archiving: String,
}

impl From<SaveRetirementPlanInput> for retirement::RetirementPlan {
    fn from(input: SaveRetirementPlanInput) -> Self {
        Self {
            retire_on: input.retire_on.0,
            reason: input.reason,
            notice: input.notice,
            replacement: input.replacement,
            archiving: input.archiving,
            // What is changed is announced anew.
            announced_on: None,
        }
    }
}

/// Input of `announceRetirement`.
#[derive(InputObject)]
pub struct AnnounceRetirementInput {
    /// The cycle in operation.
    pub cycle_id: ID,
    /// The version of the plan that was seen.
    pub version: i32,
}

/// Input of `retireEService`.
#[derive(InputObject)]
pub struct RetireEServiceInput {
    /// The e-service.
    pub e_service_id: ID,
    /// The version of the e-service that was seen.
    pub version: i32,
}
