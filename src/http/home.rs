//! The page at the root, for whoever opens the address and wonders.

use axum::{Router, extract::State, http::StatusCode, response::Response, routing::get};

use super::Front;
use super::page::{escape, page};

/// `/`.
pub fn routes(front: &Front) -> Router {
    Router::new().route("/", get(home)).with_state(front.clone())
}

async fn home(State(front): State<Front>) -> Response {
    let settings = &front.services.settings;
    let explorer = if settings.graphql.graphiql {
        "<li><a href=\"/graphiql/\">The explorer</a>: ask it with a query, read its documentation</li>"
    } else {
        ""
    };
    let body = format!(
        "<h1>Lansera, {municipality}</h1>\n\
         <p>This server answers GraphQL at <code>/graphql</code>. With it the municipality runs its process of creating \
         e-services, from an idea to a live e-service and its follow-up.</p>\n<ul>\n{explorer}\n\
         <li><a href=\"/health/ready\">Health</a>: whether it can do its work</li>\n\
         <li><a href=\"/.well-known/jwks.json\">Public keys</a> of its access tokens</li>\n</ul>\n\
         <p>Version {version}</p>",
        municipality = escape(&settings.municipality),
        version = env!("CARGO_PKG_VERSION"),
    );
    page(StatusCode::OK, "en", "Lansera", &body)
}
