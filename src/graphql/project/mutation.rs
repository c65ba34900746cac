//! Staffing the project.

use async_graphql::{Context, Object};

use super::{inputs::SaveProjectMemberInput, types::ProjectMember};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, seen},
        cycle::types::Cycle,
        error::ApiError,
        paging::payload,
    },
};

payload! {
    /// Answer of `saveProjectMember`.
    SaveProjectMemberPayload {
        /// The member as it is now; null where a new one was refused.
        project_member: ProjectMember,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Staffing the project.
#[derive(Default)]
pub struct ProjectMutation;

#[Object]
impl ProjectMutation {
    /// Says who takes part in the project and what they do in it, or changes that. It gives nobody a role: see `appointToEService`.
    /// Problems: MISSING, TOO_LONG, INVALID, UNKNOWN_ID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::StaffProject)", directive = requires::apply(Permission::StaffProject))]
    async fn save_project_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The member.")] input: SaveProjectMemberInput,
    ) -> Result<SaveProjectMemberPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.project_member_id.as_ref(), input.version)?;
        let (project_member, cycle, errors) = keep(ctx, seen, input.try_into()).await?;
        Ok(SaveProjectMemberPayload {
            project_member,
            cycle,
            errors,
        })
    }
}
