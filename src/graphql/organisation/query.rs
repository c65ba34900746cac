//! Reading organisational units.

use async_graphql::{Context, ID, Object};

use super::types::{OrgUnit, OrgUnitConnection};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        ids::key,
        paging::{counts, page_args},
    },
    service::organisation::queries,
};

/// Reading organisational units.
#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// A unit.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn org_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: ID,
    ) -> Result<Option<OrgUnit>, ApiError> {
        OrgUnit::load(ctx, key(&id)?).await
    }

    /// All units, by name in the order of the Swedish alphabet. The tree is found by `parent` and `children`.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn org_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<OrgUnitConnection, ApiError> {
        let args = page_args(first, after, last, before);
        let page = queries::units_page(&ctx.here().services.db, &args, counts(ctx));
        let page = ctx.loaders().turn.read(page).await?;
        Ok(OrgUnitConnection::new(page, OrgUnit::from))
    }
}
