//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    domain::project::ProjectMember,
    graphql::ids::optional_key,
    service::{Error, Result},
};

/// Input of `saveProjectMember`. Exactly one of `userId` and `name` is given.
#[derive(InputObject)]
pub struct SaveProjectMemberInput {
    /// The cycle whose project it is.
    pub cycle_id: ID,
    /// The member that is changed; left out for a new one.
    pub project_member_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// The person, where they have an account.
    pub user_id: Option<ID>,
    /// The name of somebody without an account.
    pub name: Option<String>,
    /// What they do in the project.
    pub part: String,
    /// How much of their working time it takes, in percent, 1 to 100; left out where that is not settled.
    pub share: Option<i32>,
}

impl TryFrom<SaveProjectMemberInput> for ProjectMember {
    type Error = Error;

    fn try_from(input: SaveProjectMemberInput) -> Result<Self> {
        Ok(Self {
            user: optional_key(input.user_id.as_ref(), "userId")?,
            name: input.name,
            part: input.part,
            share: input.share,
        })
    }
}
