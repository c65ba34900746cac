//! All routes, and what is around each of them.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{
    compression::CompressionLayer, cors::CorsLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use super::{
    calendar, client_address, explorer, files, graphql_handler, health, home, jwks, request, things,
    unsubscribe,
};
use crate::{config::Settings, http::Front};

/// Every route of the server.
pub fn router(front: &Front) -> Router {
    let settings = &front.services.settings;
    let router = Router::new()
        .merge(home::routes(front))
        .merge(health::routes(front))
        .merge(jwks::routes(front))
        .merge(explorer::routes(front))
        .merge(things::routes(front))
        .merge(unsubscribe::routes(front))
        .merge(calendar::routes(front))
        .merge(graphql_handler::routes(front))
        .fallback(nothing_here)
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(settings.limits.body_bytes))
        .layer(RequestBodyLimitLayer::new(settings.limits.body_bytes))
        // Counts until the answer begins: a websocket or a stream of events goes on for as long as it likes.
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(settings.limits.seconds),
        ))
        // They have limits of their own.
        .merge(files::routes(front));
    let router = if settings.trusted_proxies.is_empty() {
        router
    } else {
        router.layer(from_fn_with_state(
            settings.clone(),
            client_address::behind_proxies,
        ))
    };
    let router = match cors(settings) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    // Outermost: whatever happens inside is answered, logged and carries the id.
    router.layer(from_fn(request::observe))
}

/// Lets pages of the origins in the settings call the API; none where there are none. No cookies are used, so none are allowed.
fn cors(settings: &Settings) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = settings
        .allowed_origins
        .iter()
        .filter_map(|origin| origin.parse().ok())
        .collect();
    (!origins.is_empty()).then(|| {
        let id = HeaderName::from_static(request::HEADER);
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([
                header::CONTENT_TYPE,
                header::ACCEPT,
                header::AUTHORIZATION,
                HeaderName::from_static("idempotency-key"),
                id.clone(),
            ])
            .expose_headers([id])
            .max_age(Duration::from_secs(3600))
    })
}

async fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}
