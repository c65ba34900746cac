//! The contract: types, inputs, queries, mutations and subscriptions, in the same rooms as the use cases.

pub mod context;

/// The schema with its roots.
pub type Schema =
    async_graphql::Schema<Nothing, async_graphql::EmptyMutation, async_graphql::EmptySubscription>;

/// Stands in until the roots are written.
#[derive(async_graphql::SimpleObject, Default)]
pub struct Nothing {
    /** Always true. */
    pub ok: bool,
}
