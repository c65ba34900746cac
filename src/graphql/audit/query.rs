//! Reading the audit trail.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::{AuditEntry, AuditEntryConnection};
use crate::{
    domain::permission::Permission,
    global_id,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
        ids::key,
        paging::{counts, page_args},
    },
    service::audit::queries::{Filter, page},
};

/// Narrows the audit trail down; all that is given must hold.
#[derive(Default, InputObject)]
pub struct AuditFilter {
    /// Of this thing, whatever its type.
    pub thing_id: Option<ID>,
    /// Of this e-service and all that belongs to it.
    pub e_service_id: Option<ID>,
    /// By this person.
    pub actor_id: Option<ID>,
}

/// Reading the audit trail.
#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// Who did what, newest first.
    #[graphql(
        guard = "Requires(Permission::ReadAuditTrail)", directive = requires::apply(Permission::ReadAuditTrail),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<AuditFilter>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<AuditEntryConnection, ApiError> {
        let filter = filter.unwrap_or_default();
        let thing = |id: &ID| {
            global_id::decode(id)
                .map(|(_, uuid)| uuid)
                .ok_or(ApiError::NotFound)
        };
        let filter = Filter {
            thing: filter.thing_id.as_ref().map(thing).transpose()?,
            e_service: filter.e_service_id.as_ref().map(key).transpose()?,
            actor: filter.actor_id.as_ref().map(key).transpose()?,
        };
        let args = page_args(first, after, last, before);
        let found = page(&ctx.here().services.db, &filter, &args, counts(ctx)).await?;
        Ok(AuditEntryConnection::new(found, AuditEntry::from))
    }
}
