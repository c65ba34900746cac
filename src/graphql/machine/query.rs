//! Reading machine clients.

use async_graphql::{Context, Object};

use super::types::{MachineClient, MachineClientConnection};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        paging::{counts, page_args},
    },
    service::machine::queries::page,
};

/// Reading machine clients.
#[derive(Default)]
pub struct MachineQuery;

#[Object]
impl MachineQuery {
    /// Programs that deliver measurements, newest first; those whose rights have ended too.
    #[graphql(
        guard = "Requires(Permission::ManageMachineClients)",
        directive = requires::apply(Permission::ManageMachineClients),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn machine_clients(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<MachineClientConnection, ApiError> {
        let args = page_args(first, after, last, before);
        let found = page(&ctx.here().services.db, &args, counts(ctx));
        let found = ctx.loaders().turn.read(found).await?;
        Ok(MachineClientConnection::new(found, MachineClient::from))
    }
}
