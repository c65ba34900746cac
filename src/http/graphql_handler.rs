//! The way from HTTP to the schema.

use async_graphql_axum::GraphQL;
use axum::{Router, routing::post_service};

use crate::app::App;

/// Stands in until the handler is written.
pub fn routes(app: &App) -> Router {
    Router::new().route("/graphql", post_service(GraphQL::new(app.schema.clone())))
}
