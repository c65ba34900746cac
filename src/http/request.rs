//! What every request gets: an id, a line in the log, an answer even after a panic, and careful headers.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use serde_json::json;
use tracing::Instrument;

/// Header in which a client may send the id of a request, and in which it is answered.
pub const HEADER: &str = "x-request-id";

/// The id of a request, as an extension of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub Arc<str>);

impl RequestId {
    /// The one that the client sent, if it can be written into a log as it is; else a new one.
    fn of(headers: &HeaderMap) -> Self {
        let sent = headers
            .get(HEADER)
            .and_then(|value| value.to_str().ok())
            .filter(|id| (1..=100).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()));
        sent.map_or_else(Self::new, |id| Self(id.into()))
    }

    fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        // A machine without random numbers counts; the id is for finding a line in a log and for nothing else.
        let number = getrandom::u64().unwrap_or_else(|_| COUNT.fetch_add(1, Ordering::Relaxed));
        Self(format!("{number:016x}").into())
    }

    fn header(&self) -> Option<HeaderValue> {
        self.0.parse().ok()
    }
}

/// A path as it is logged. The address of a file is as good as a key for as long as it lasts.
fn logged(path: &str) -> &str {
    if path.starts_with("/files/") {
        "/files/…"
    } else {
        path
    }
}

/// Gives a request its id, logs it without headers, parameters and bodies, and answers a panic with 500 and the id.
pub async fn observe(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    let name = HeaderName::from_static(HEADER);
    if let Some(value) = id.header() {
        request.headers_mut().insert(name.clone(), value);
    }
    request.extensions_mut().insert(id.clone());
    let path = logged(request.uri().path()).to_owned();
    let span = tracing::info_span!("request", id = %id.0, method = %request.method(), path);
    let began = Instant::now();
    let answer = AssertUnwindSafe(next.run(request))
        .catch_unwind()
        .instrument(span.clone())
        .await;
    let mut response = answer.unwrap_or_else(|_| {
        let body = Json(json!({ "requestId": &*id.0 }));
        (StatusCode::INTERNAL_SERVER_ERROR, body).into_response()
    });
    let headers = response.headers_mut();
    if let Some(value) = id.header() {
        headers.insert(name, value);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(HeaderValue::from_static("no-referrer"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        if response.status().is_server_error() {
            tracing::warn!(status, milliseconds, "answered");
        } else if path.starts_with("/health/") {
            // Asked every few seconds by whoever watches over the server.
            tracing::debug!(status, milliseconds, "answered");
        } else {
            tracing::info!(status, milliseconds, "answered");
        }
    });
    response
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware::from_fn, routing::get};
    use tower::ServiceExt;

    use super::*;

    fn sent(id: &[u8]) -> HeaderMap {
        let value = HeaderValue::from_bytes(id).expect("a value");
        HeaderMap::from_iter([(HeaderName::from_static(HEADER), value)])
    }

    #[test]
    fn the_id_that_a_client_sends_is_kept() {
        assert_eq!(&*RequestId::of(&sent(b"abc-123")).0, "abc-123");
        let long = "x".repeat(100);
        assert_eq!(*RequestId::of(&sent(long.as_bytes())).0, *long);
    }

    #[test]
    fn an_id_that_could_confuse_a_log_is_not_taken() {
        let long = "x".repeat(101);
        for id in [
            &b""[..],
            b"two words",
            "å".as_bytes(),
            b"tab\there",
            long.as_bytes(),
        ] {
            let made = RequestId::of(&sent(id)).0;
            assert_ne!(made.as_bytes(), id);
            assert_eq!(made.len(), 16);
        }
        assert_ne!(RequestId::of(&HeaderMap::new()), RequestId::of(&HeaderMap::new()));
    }

    #[tokio::test]
    async fn a_panic_is_answered_with_the_id_and_nothing_else() {
        async fn panics() -> &'static str {
            panic!("a secret")
        }
        let router = Router::new().route("/", get(panics)).layer(from_fn(observe));
        let request = Request::get("/")
            .header(HEADER, "r1")
            .body(Body::empty())
            .expect("a request");
        let response = router.oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[HEADER], "r1");
        let body = axum::body::to_bytes(response.into_body(), 1000)
            .await
            .expect("a body");
        assert_eq!(&body[..], br#"{"requestId":"r1"}"#);
    }
}
