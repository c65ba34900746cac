//! Relay connections, written once.

use async_graphql::SimpleObject;

use crate::service::paging::{Cursor, Page, PageArgs};

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

impl PageInfo {
    /// Where a page stands.
    #[must_use]
    pub fn of<T>(page: &Page<T>) -> Self {
        let cursor = |row: Option<&(Cursor, T)>| row.map(|(cursor, _)| cursor.encode());
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: cursor(page.rows.first()),
            end_cursor: cursor(page.rows.last()),
        }
    }
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
        $connection:ident, $(#[$on_edge:meta])* $edge:ident, $node:ty, $of:literal
    ) => {
        #[doc = concat!("A page of a list of ", $of, ".")]
        pub struct $connection($crate::service::paging::Page<$node>);

        $crate::graphql::object::object! {
            #[doc = concat!("A page of a list of ", $of, " (Relay connection).")]
            $connection
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

        #[async_graphql::ComplexObject]
        impl $connection {
            /// The rows with their cursors.
            async fn edges(&self) -> Vec<$edge> {
                let rows = self.0.rows.iter();
                rows.map(|(cursor, node)| $edge {
                    node: node.clone(),
                    cursor: cursor.encode(),
                })
                .collect()
            }

            /// The rows without their cursors.
            async fn nodes(&self) -> Vec<&$node> {
                self.0.rows.iter().map(|(_, node)| node).collect()
            }

            /// Where the page stands in the list.
            async fn page_info(&self) -> $crate::graphql::paging::PageInfo {
                $crate::graphql::paging::PageInfo::of(&self.0)
            }

            /// How many rows the whole list has. Counted only when it is asked for.
            async fn total_count(&self) -> i32 {
                let total = self.0.total.unwrap_or(0);
                i32::try_from(total).unwrap_or(i32::MAX)
            }
        }

        impl $connection {
            /// Makes the connection of a page.
            pub fn new<T>(page: $crate::service::paging::Page<T>, node: impl Fn(T) -> $node) -> Self {
                Self(page.map(node))
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
