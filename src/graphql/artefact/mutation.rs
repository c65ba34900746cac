//! Taking out what was made.

use async_graphql::{Context, ID, InputObject, Object};

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::artefact::remove,
};

/// Input of `removeArtefact`.
#[derive(InputObject)]
pub struct RemoveArtefactInput {
    /// What is taken out: the id of anything that was made in a cycle, a benefit for example.
    pub artefact_id: ID,
    /// The version that was seen.
    pub version: i32,
}

payload! {
    /// Answer of `removeArtefact`.
    RemoveArtefactPayload {
        /// Id of what was taken out, for client caches.
        removed_artefact_id: ID,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Taking out what was made.
#[derive(Default)]
pub struct ArtefactMutation;

#[Object]
impl ArtefactMutation {
    /// Takes out something that was made in a cycle; its versions stay on record. It takes the permission with which things of its
    /// kind are made. An approval that covered it becomes VOID. Problems: STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::WriteArtefact)", directive = requires::apply(Permission::WriteArtefact))]
    async fn remove_artefact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RemoveArtefactInput,
    ) -> Result<RemoveArtefactPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.artefact_id)?);
        let outcome = remove::remove(&here.services, here.actor()?, id, input.version).await;
        let (cycle, errors) = mendable(ctx, outcome)?;
        let cycle = match cycle {
            Some(key) => Cycle::load(ctx, key).await?,
            None => None,
        };
        Ok(RemoveArtefactPayload {
            removed_artefact_id: cycle.is_some().then_some(input.artefact_id),
            cycle,
            errors,
        })
    }
}
