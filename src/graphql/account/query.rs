//! Reading people.

use async_graphql::{Context, ID, Object};

use super::types::{User, UserConnection, Viewer};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        ids::key,
        paging::{counts, page_args},
    },
    service::account::queries,
};

/// Reading people.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// Who is logged in; null where nobody is.
    #[graphql(guard = "Requires(Permission::LogIn)", directive = requires::apply(Permission::LogIn))]
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        ctx.here().actor.as_ref().map(|_| Viewer)
    }

    /// A person.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn user(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] id: ID,
    ) -> Result<Option<User>, ApiError> {
        User::load(ctx, key(&id)?).await
    }

    /// People, by name in the order of the Swedish alphabet.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn users(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Part of the name or address.")] search: Option<String>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<UserConnection, ApiError> {
        let args = page_args(first, after, last, before);
        let page = queries::users_page(&ctx.here().services.db, search.as_deref(), &args, counts(ctx));
        let page = ctx.loaders().turn.read(page).await?;
        Ok(UserConnection::new(page, User::from))
    }
}
