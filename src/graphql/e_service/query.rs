//! Reading e-services.

use async_graphql::{Context, Enum, ID, InputObject, Object};

use super::types::{EService, EServiceConnection};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        enums::{Audience, EServiceState, Phase},
        error::ApiError,
        ids::key,
        paging::{counts, page_args},
    },
    service::e_service::queries::{Filter, Sort, page},
};

/// Narrows a list of e-services down; all that is given must hold.
#[derive(Default, InputObject)]
#[graphql(name = "EServiceFilter")]
pub struct EServiceFilter {
    /// Part of the name or purpose.
    pub search: Option<String>,
    /// In one of these states.
    pub states: Option<Vec<EServiceState>>,
    /// The current cycle is in one of these phases.
    pub phases: Option<Vec<Phase>>,
    /// For these recipients.
    pub audience: Option<Audience>,
    /// In this unit or one below it.
    pub org_unit_id: Option<ID>,
    /// The viewer holds a role on it.
    #[graphql(default)]
    pub mine: bool,
}

/// How a list of e-services is ordered.
#[derive(Clone, Copy, Default, PartialEq, Eq, Enum)]
#[graphql(name = "EServiceOrder")]
pub enum EServiceOrder {
    /// By name, in the order of the Swedish alphabet: å, ä and ö come last, capitals and accents make no difference.
    #[default]
    Name,
    /// Latest change first.
    LatestChange,
}

/// Reading e-services.
#[derive(Default)]
pub struct EServiceQuery;

#[Object]
impl EServiceQuery {
    /// An e-service; null where there is none or the viewer may not see it.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: ID,
    ) -> Result<Option<EService>, ApiError> {
        EService::load(ctx, key(&id)?, &ctx.look_ahead()).await
    }

    /// The e-services that the viewer may see.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the four of Relay, a filter and an order"
    )]
    async fn e_services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Narrows the list down.")] filter: Option<EServiceFilter>,
        #[graphql(desc = "How the list is ordered.", default)] order: EServiceOrder,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<EServiceConnection, ApiError> {
        let here = ctx.here();
        let filter = filter.unwrap_or_default();
        let filter = Filter {
            search: filter.search,
            states: filter
                .states
                .map(|states| states.into_iter().map(Into::into).collect()),
            phases: filter
                .phases
                .map(|phases| phases.into_iter().map(Into::into).collect()),
            audience: filter.audience.map(Into::into),
            org_unit: filter.org_unit_id.as_ref().map(key).transpose()?,
            mine: filter.mine,
        };
        let sort = match order {
            EServiceOrder::Name => Sort::Name,
            EServiceOrder::LatestChange => Sort::Changed,
        };
        let args = page_args(first, after, last, before);
        let shape = EService::shape_of_nodes(ctx);
        let found = page(
            &here.services.db,
            here.actor()?,
            &filter,
            sort,
            &args,
            &shape,
            counts(ctx),
        );
        let found = ctx.loaders().turn.read(found).await?;
        Ok(EServiceConnection::of(found))
    }
}
