//! Reading needs.

use async_graphql::{Context, Object};

use super::{
    inputs::NeedFilter,
    types::{Need, NeedConnection},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        paging::{counts, page_args},
    },
    service::need::queries::page,
};

/// Reading needs.
#[derive(Default)]
pub struct NeedQuery;

#[Object]
impl NeedQuery {
    /// The needs that the viewer may see, latest first: all but those of e-services that are hidden from the viewer.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<NeedFilter>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<NeedConnection, ApiError> {
        let here = ctx.here();
        let filter = filter.unwrap_or_default().try_into()?;
        let args = page_args(first, after, last, before);
        let found = page(&here.services.db, here.actor()?, &filter, &args, counts(ctx));
        let found = ctx.loaders().turn.read(found).await?;
        Ok(NeedConnection::new(found, Need::from))
    }
}
