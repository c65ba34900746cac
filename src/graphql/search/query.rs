//! Searching.

use std::sync::Arc;

use ::entity::{
    enums,
    ids::{EServiceId, NeedId, SuggestionId},
};
use async_graphql::{Context, Object, Union};
use futures_util::future::try_join_all;

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        enums::SearchKind,
        error::ApiError,
        need::types::Need,
        paging::{connection, counts, page_args},
        suggestion::types::Suggestion,
    },
    service::{
        paging::Page,
        search::queries::{Hit, page},
    },
};

/// Something that a search found.
#[derive(Clone, Union)]
pub enum SearchResult {
    /// A need.
    Need(Need),
    /// An e-service.
    EService(EService),
    /// A suggestion.
    Suggestion(Suggestion),
}

connection!(
    SearchResultConnection,
    SearchResultEdge,
    SearchResult,
    "what was found"
);

/// Searching.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds needs, e-services and suggestions by their words, among those that the viewer may see. Every word of the text must occur,
    /// whole or as the beginning of a word, upper or lower case alike; Å, Ä and Ö are letters of their own. Whatever has all the words in its
    /// title comes first, then the newest. On PostgreSQL other Swedish forms of the words are found too.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::cost(first, last, child_complexity)"
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "the four of Relay, a text and its kinds"
    )]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is searched for, at most 200 characters; of its words the first ten count.")]
        text: String,
        #[graphql(desc = "Only things of these kinds.")] kinds: Option<Vec<SearchKind>>,
        #[graphql(
            desc = "So many from the beginning, or after `after`; at most 100, 50 where neither this nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "A cursor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before `before`; at most 100.")] last: Option<i32>,
        #[graphql(desc = "A cursor that the page comes before.")] before: Option<String>,
    ) -> Result<SearchResultConnection, ApiError> {
        let here = ctx.here();
        let kinds: Option<Vec<enums::SearchKind>> =
            kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        let args = page_args(first, after, last, before);
        let found = page(
            &here.services.db,
            here.actor()?,
            &text,
            kinds.as_deref(),
            &args,
            counts(ctx),
        );
        let found = ctx.loaders().turn.read(found).await?;
        let results = found.rows.iter().map(|(_, hit)| result(ctx, *hit));
        let results = try_join_all(results).await?;
        let rows = found.rows.into_iter().zip(results);
        // What was taken away between the two statements is no result.
        let rows = rows.filter_map(|((cursor, _), result)| Some((cursor, result?)));
        Ok(SearchResultConnection::new(
            Page {
                rows: rows.collect(),
                has_next: found.has_next,
                has_previous: found.has_previous,
                total: found.total,
            },
            |result| result,
        ))
    }
}

async fn result(ctx: &Context<'_>, hit: Hit) -> Result<Option<SearchResult>, ApiError> {
    Ok(match hit.kind {
        enums::SearchKind::Need => Need::load(ctx, NeedId(hit.thing)).await?.map(SearchResult::Need),
        enums::SearchKind::EService => {
            let key = (EServiceId(hit.thing), EService::shape_of_nodes(ctx));
            let view = ctx.loaders().e_services.load(ctx.here(), key).await?;
            view.map(|view| SearchResult::EService(EService(Arc::new(view))))
        }
        enums::SearchKind::Suggestion => Suggestion::load(ctx, SuggestionId(hit.thing))
            .await?
            .map(SearchResult::Suggestion),
    })
}
