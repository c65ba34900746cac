//! Relay connections, written once.

use async_graphql::SimpleObject;

use crate::service::paging::PageArgs;

/// Where a page stands in its list (Relay).
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether there is more after the last edge.
    pub has_next_page: bool,
    /// Whether there is more before the first edge.
    pub has_previous_page: bool,
    /// Cursor of the first edge; null where the page is empty.
    pub start_cursor: Option<String>,
    /// Cursor of the last edge; null where the page is empty.
    pub end_cursor: Option<String>,
}

/// The Relay arguments as the services take them.
#[must_use]
pub const fn page_args(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> PageArgs {
    PageArgs {
        first,
        after,
        last,
        before,
    }
}

/// Whether the client asks for the number of rows of the whole list.
#[must_use]
pub fn counts(ctx: &async_graphql::Context<'_>) -> bool {
    ctx.look_ahead().field("totalCount").exists()
}

/// Declares a connection with its edge: `connection!(EServiceConnection, EServiceEdge, EService, "e-services")`.
macro_rules! connection {
    (
        $(#[$on_connection:meta])* $connection:ident,
        $(#[$on_edge:meta])* $edge:ident, $node:ty, $of:literal
    ) => {
        #[doc = concat!("A page of a list of ", $of, " (Relay connection).")]
        #[derive(Clone, async_graphql::SimpleObject)]
        $(#[$on_connection])*
        pub struct $connection {
            /// The rows with their cursors.
            pub edges: Vec<$edge>,
            /// The rows without their cursors.
            pub nodes: Vec<$node>,
            /// Where the page stands in the list.
            pub page_info: $crate::graphql::paging::PageInfo,
            /// How many rows the whole list has. Counted only when it is asked for.
            pub total_count: i32,
        }

        #[doc = concat!("A row of a list of ", $of, ", with its cursor.")]
        #[derive(Clone, async_graphql::SimpleObject)]
        $(#[$on_edge])*
        pub struct $edge {
            /// The row.
            pub node: $node,
            /// Its place in the list, for `after` and `before`. Opaque.
            pub cursor: String,
        }

        impl $connection {
            /// Makes the connection of a page.
            pub fn new<T>(page: $crate::service::paging::Page<T>, node: impl Fn(T) -> $node) -> Self {
                let edges: Vec<$edge> = page
                    .rows
                    .into_iter()
                    .map(|(cursor, row)| $edge {
                        node: node(row),
                        cursor: cursor.encode(),
                    })
                    .collect();
                Self {
                    nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
                    page_info: $crate::graphql::paging::PageInfo {
                        has_next_page: page.has_next,
                        has_previous_page: page.has_previous,
                        start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                        end_cursor: edges.last().map(|edge| edge.cursor.clone()),
                    },
                    edges,
                    total_count: page
                        .total
                        .map_or(0, |total| i32::try_from(total).unwrap_or(i32::MAX)),
                }
            }
        }
    };
}
pub(crate) use connection;

/// Declares the payload of a mutation: the changed thing, and what a person can mend.
macro_rules! payload {
    ($(#[$meta:meta])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident: $ty:ty),* $(,)? }) => {
        #[derive(async_graphql::SimpleObject)]
        $(#[$meta])+
        pub struct $name {
            $($(#[doc = $fdoc])+ pub $field: Option<$ty>,)*
            /// What a person can mend; empty when it was done. Nothing was changed where there is any.
            pub errors: Vec<$crate::graphql::error::UserError>,
        }
    };
}
pub(crate) use payload;

/// What a list costs whose length is not asked for: as if it had five rows. Lists in lists in lists then soon cost too much.
#[must_use]
pub const fn some(child: usize) -> usize {
    1 + 5 * child
}

/// What a list costs: its rows times what each selects.
#[must_use]
pub fn cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let rows = first
        .or(last)
        .and_then(|rows| usize::try_from(rows).ok())
        .unwrap_or(50);
    1 + rows.min(100) * child
}
