//! The editor's review, and what the test group found.

use ::entity::ids::ArtefactId;
use async_graphql::{Context, Object};

use super::{
    inputs::{SaveEditorRemarkInput, SaveTestGroupFindingInput, SetRemarkStateInput},
    types::{EditorRemark, TestGroupFinding},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{changed, keep, seen},
        context::Here,
        cycle::types::Cycle,
        error::ApiError,
        ids::key,
        paging::payload,
    },
    service::review::track,
};

payload! {
    /// Answer of mutations that change a remark of the editor.
    EditorRemarkPayload {
        /// The remark as it is now; null where a new one was refused.
        editor_remark: EditorRemark,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `saveTestGroupFinding`.
    SaveTestGroupFindingPayload {
        /// The finding as it is now; null where a new one was refused.
        test_group_finding: TestGroupFinding,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// The editor's review, and what the test group found.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Makes a remark in the editor's review, or changes one. While one is open, the editor cannot approve. Problems: MISSING,
    /// TOO_LONG, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::ApproveEditorial)",
        directive = requires::apply(Permission::ApproveEditorial)
    )]
    async fn save_editor_remark(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The remark.")] input: SaveEditorRemarkInput,
    ) -> Result<EditorRemarkPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.editor_remark_id.as_ref(), input.version)?;
        let (editor_remark, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(EditorRemarkPayload {
            editor_remark,
            cycle,
            errors,
        })
    }

    /// Tells where a remark stands: a developer mends it, the editor accepts it or opens it again. Problems: TOO_LONG, STALE,
    /// WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::ReviewEditorially)",
        directive = requires::apply(Permission::ReviewEditorially)
    )]
    async fn set_remark_state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it stands.")] input: SetRemarkStateInput,
    ) -> Result<EditorRemarkPayload, ApiError> {
        let (here, id): (_, ArtefactId) = (ctx.here(), key(&input.editor_remark_id)?);
        let seen = (id, input.version);
        let outcome = track::set_state(&here.services, here.actor()?, seen, input.state, input.answer).await;
        let (editor_remark, cycle, errors) = changed(ctx, id, outcome).await?;
        Ok(EditorRemarkPayload {
            editor_remark,
            cycle,
            errors,
        })
    }

    /// Writes down what somebody of the test group found, or changes that. Problems: MISSING, TOO_LONG, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::WritePreparation)",
        directive = requires::apply(Permission::WritePreparation)
    )]
    async fn save_test_group_finding(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The finding.")] input: SaveTestGroupFindingInput,
    ) -> Result<SaveTestGroupFindingPayload, ApiError> {
        let seen = seen(
            &input.cycle_id,
            input.test_group_finding_id.as_ref(),
            input.version,
        )?;
        let (test_group_finding, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveTestGroupFindingPayload {
            test_group_finding,
            cycle,
            errors,
        })
    }
}
