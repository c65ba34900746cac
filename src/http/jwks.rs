//! The public keys with which others verify our access tokens.

use axum::{
    Json, Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use super::Front;

/// `/.well-known/jwks.json`.
pub fn routes(front: &Front) -> Router {
    Router::new()
        .route("/.well-known/jwks.json", get(keys))
        .with_state(front.clone())
}

async fn keys(State(front): State<Front>) -> Response {
    // Kept for as long as it takes until a token of a new key is likely to be seen.
    let headers = [(header::CACHE_CONTROL, "public, max-age=300")];
    (headers, Json(front.services.tokens.jwks())).into_response()
}
