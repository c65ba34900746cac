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

/// The schema over these services.
#[must_use]
pub fn schema(_services: &crate::service::Services) -> Schema {
    Schema::new(
        Nothing::default(),
        async_graphql::EmptyMutation,
        async_graphql::EmptySubscription,
    )
}

/// The contract as text.
#[must_use]
pub fn sdl() -> String {
    Schema::build(
        Nothing::default(),
        async_graphql::EmptyMutation,
        async_graphql::EmptySubscription,
    )
    .finish()
    .sdl()
}
