//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::domain::ground::{self, RequirementNature};

/// Input of `saveRequirement`.
#[derive(InputObject)]
pub struct SaveRequirementInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The requirement that is changed; left out for a new one.
    pub requirement_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is required.
    pub title: String,
    /// In more words, Markdown.
    #[graphql(default)]
    pub description: String,
    /// Of what nature it is.
    pub nature: RequirementNature,
    /// Whether it is demanding.
    #[graphql(default)]
    pub demanding: bool,
    /// What the investigation showed, Markdown; left out where it is not investigated.
    pub investigation: Option<String>,
}

impl From<SaveRequirementInput> for ground::Requirement {
    fn from(input: SaveRequirementInput) -> Self {
        Self {
            title: input.title,
            description: input.description,
            nature: input.nature,
            demanding: input.demanding,
            investigation: input.investigation,
        }
    }
}
