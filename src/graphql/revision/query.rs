//! Which parts a revision would have.

use async_graphql::{Context, ID, Object};

use super::types::RevisionPart;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        ids::key,
    },
    service::revision::queries,
};

/// Which parts a revision would have.
#[derive(Default)]
pub struct RevisionQuery;

#[Object]
impl RevisionQuery {
    /// Every activity of the process, with whether a revision of the e-service would have it if some were chosen, and why: what to show
    /// before `startRevision`. Keys that are no activities are passed over. None is included where the e-service is not in operation.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn revision_parts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The e-service.")] e_service_id: ID,
        #[graphql(desc = "Keys of the activities that are chosen so far.", default)] parts: Vec<String>,
    ) -> Result<Vec<RevisionPart>, ApiError> {
        let here = ctx.here();
        let (id, chosen) = (key(&e_service_id)?, parts.into_iter().collect());
        let (version, parts) = queries::choices(&here.services, here.actor()?, id, &chosen).await?;
        Ok(RevisionPart::all(&version.template, &parts, here.locale()))
    }
}
