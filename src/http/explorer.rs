//! The explorer at `/graphiql/`: the built folder, or async-graphql's stock page where there is none.

use std::path::Path;

use async_graphql::http::GraphiQLSource;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::Front;

/// What the built page may do: explorer/README.md says why.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; \
                      img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// Shown above the stock page.
const NOTICE: &str = "This page loads its program from a public CDN (unpkg.com), because the explorer of this server is \
                      not built. To build it: (cd explorer && npm ci && npm run build)";

/// `/graphiql/` with everything below it; nothing where the settings turn it off.
pub fn routes(front: &Front) -> Router {
    if !front.services.settings.graphql.graphiql {
        return Router::new();
    }
    Router::new()
        .route("/graphiql", get(to_folder))
        .route("/graphiql/", get(index))
        .route("/graphiql/{*file}", get(file))
        .with_state(front.clone())
}

/// Relative addresses in the page need the slash at the end; a prefilled query goes along.
async fn to_folder(uri: Uri) -> Redirect {
    match uri.query() {
        Some(query) => Redirect::permanent(&format!("/graphiql/?{query}")),
        None => Redirect::permanent("/graphiql/"),
    }
}

async fn index(State(front): State<Front>) -> Response {
    let folder = &front.services.settings.graphql.explorer_folder;
    // Looked for at each request: a page that was built while the server runs is there at once.
    match tokio::fs::read_to_string(folder.join("index.html")).await {
        Ok(html) => {
            let headers = [
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, Html(html)).into_response()
        }
        Err(_) => ([(header::CACHE_CONTROL, "no-cache")], Html(stock_page())).into_response(),
    }
}

async fn file(State(front): State<Front>, request: Request) -> Response {
    serve(&front.services.settings.graphql.explorer_folder, request).await
}

/// A file of the folder; [`ServeDir`] sees to it that no path leads out of it, and knows the types of files.
async fn serve(folder: &Path, mut request: Request) -> Response {
    let path = request
        .uri()
        .path()
        .strip_prefix("/graphiql")
        .unwrap_or_default()
        .to_owned();
    let Ok(uri) = path.parse::<Uri>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    *request.uri_mut() = uri;
    let files = ServeDir::new(folder).append_index_html_on_directories(false);
    let Ok(response) = files.oneshot(request).await;
    let mut response = response.into_response();
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        // Files under assets/ have a hash in their names, so they never change.
        let rule = if path.starts_with("/assets/") {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(rule));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    response
}

/// async-graphql's page, with a sentence that says where it comes from.
fn stock_page() -> String {
    let page = GraphiQLSource::build()
        .endpoint("/graphql")
        .subscription_endpoint("/graphql")
        .title("Lansera GraphQL explorer")
        .finish();
    let notice = format!(
        "<body style=\"display:flex;flex-direction:column\">\n    <p role=\"note\" style=\"margin:0;padding:.6rem 1rem;\
         font:14px/1.4 sans-serif;background:#fff3cd;color:#4d3b00\">{}</p>\n    \
         <style>#graphiql{{flex:1;height:auto !important;min-height:0}}html{{height:100%}}</style>",
        super::page::escape(NOTICE)
    );
    page.replacen("<body>", &notice, 1)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};

    use super::*;

    async fn asked(folder: &Path, path: &str) -> (StatusCode, Vec<(String, String)>, String) {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = serve(folder, request).await;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
            .collect();
        let status = response.status();
        let body = to_bytes(response.into_body(), 10_000).await.expect("a body");
        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    fn built() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let dist = folder.path().join("dist");
        std::fs::create_dir_all(dist.join("assets")).expect("written");
        std::fs::write(dist.join("assets/index-4f2a.js"), "let a;").expect("written");
        std::fs::write(dist.join("icon.svg"), "<svg/>").expect("written");
        std::fs::write(folder.path().join("secret.txt"), "a secret").expect("written");
        folder
    }

    #[tokio::test]
    async fn a_file_with_a_hash_in_its_name_is_kept_for_ever_and_others_are_asked_for_each_time() {
        let folder = built();
        let dist = folder.path().join("dist");
        let (status, headers, body) = asked(&dist, "/graphiql/assets/index-4f2a.js").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "let a;"));
        let has = |name: &str, part: &str| headers.iter().any(|(n, value)| n == name && value.contains(part));
        assert!(
            has("content-type", "text/javascript") && has("cache-control", "immutable"),
            "{headers:?}"
        );
        let (_, headers, _) = asked(&dist, "/graphiql/icon.svg").await;
        assert!(
            headers.contains(&("cache-control".into(), "no-cache".into())),
            "{headers:?}"
        );
        assert!(
            headers.contains(&("content-type".into(), "image/svg+xml".into())),
            "{headers:?}"
        );
    }

    #[tokio::test]
    async fn no_path_leads_out_of_the_folder() {
        let folder = built();
        for path in [
            "/graphiql/../secret.txt",
            "/graphiql/%2e%2e/secret.txt",
            "/graphiql/assets/..%2f..%2fsecret.txt",
        ] {
            let (status, _, body) = asked(&folder.path().join("dist"), path).await;
            assert!(
                !status.is_success() && !body.contains("a secret"),
                "{path}: {status} {body}"
            );
        }
    }

    #[test]
    fn the_stock_page_says_that_it_loads_from_elsewhere() {
        let page = stock_page();
        assert!(page.contains("public CDN") && page.contains("/graphql"), "{page}");
    }
}
