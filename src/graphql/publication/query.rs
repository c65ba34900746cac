//! Reading what is published, without a log-in.

use async_graphql::{Context, ID, Object};

use super::published::{PublishedService, PublishedServiceConnection};
use crate::{
    domain::{permission::Permission, publication::RecipientGroup},
    graphql::{
        access::{Requires, requires},
        context::{Circumstances, Here},
        error::ApiError,
        ids::key,
        paging::{counts, page_args},
    },
    service::{
        paging::Page,
        publication::queries::{Filter, Which, one, page},
    },
};

/// Reading what is published.
#[derive(Default)]
pub struct PublicationQuery;

/// Each field counts, so that aliases are no way around the limit.
fn limited(here: &Circumstances) -> Result<(), ApiError> {
    if here.actor.is_none() {
        let services = &here.services;
        services.throttle.published.take(here.from, services.now())?;
    }
    Ok(())
}

#[Object]
impl PublicationQuery {
    /// A published e-service, by its id or by its slug; null where there is none. Open without a log-in; too many requests from one address
    /// are answered RATE_LIMITED.
    #[graphql(
        guard = "Requires(Permission::ReadPublished)",
        directive = requires::apply(Permission::ReadPublished)
    )]
    async fn published_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id; exactly one of this and `slug` is given.")] id: Option<ID>,
        #[graphql(desc = "Its name in links.")] slug: Option<String>,
    ) -> Result<Option<PublishedService>, ApiError> {
        let here = ctx.here();
        limited(here)?;
        let which = match (id, slug) {
            (Some(id), None) => Which::Id(key(&id)?),
            (None, Some(slug)) => Which::Slug(slug.replace('\0', "")),
            _ => return Err(ApiError::BadInput("Give either id or slug.".into())),
        };
        let found = ctx.loaders().turn.read(one(&here.services.db, which)).await?;
        Ok(found.map(PublishedService::try_from).transpose()?)
    }

    /// The published e-services, by title. Open without a log-in; too many requests from one address are answered RATE_LIMITED.
    #[graphql(
        guard = "Requires(Permission::ReadPublished)",
        directive = requires::apply(Permission::ReadPublished),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    #[expect(clippy::too_many_arguments, reason = "the four of Relay and what is wanted")]
    async fn published_services(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Part of the title or description, in either language.")] search: Option<String>,
        #[graphql(desc = "Only those for this group.")] recipients: Option<RecipientGroup>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<PublishedServiceConnection, ApiError> {
        let here = ctx.here();
        limited(here)?;
        let filter = Filter { search, recipients };
        let args = page_args(first, after, last, before);
        let found = page(&here.services.db, &filter, &args, counts(ctx));
        let found = ctx.loaders().turn.read(found).await?;
        let rows = found
            .rows
            .into_iter()
            .map(|(cursor, row)| Ok((cursor, PublishedService::try_from(row)?)));
        let page = Page {
            rows: rows.collect::<Result<_, ApiError>>()?,
            has_next: found.has_next,
            has_previous: found.has_previous,
            total: found.total,
        };
        Ok(PublishedServiceConnection::new(page, |published| published))
    }
}
