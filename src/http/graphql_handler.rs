//! The way from HTTP to the schema: POST, GET for queries, and the upgrade to graphql-transport-ws, all at `/graphql`.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_graphql::{Request, Response as Answer, ServerError, Value};
use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, Query, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use super::{
    documents::{self, Documents},
    idempotency::{self, Known},
    request::RequestId,
    sign_in::{self, Visitor, sign_in},
    websocket::{Upgrade, subscribe},
};
use crate::{graphql::loaders::Loaders, http::Front, service::Services};

/// Header of the key by which a retried mutation is known.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Fields whose answer is the same for everybody who is not signed in.
const PUBLIC_FIELDS: &[&str] = &["publishedService", "publishedServices"];
/// Header that tells how many statements an answer took, where the settings say so.
const SQL_COUNT: &str = "x-sql-count";

#[derive(Clone)]
struct Handler {
    front: Front,
    documents: Documents,
}

/// `/graphql`.
pub fn routes(front: &Front) -> Router {
    let handler = Handler {
        front: front.clone(),
        documents: Documents::default(),
    };
    Router::new()
        .route("/graphql", get(read).post(post))
        .with_state(handler)
}

/// A query in the address of a GET.
#[derive(Deserialize)]
struct InAddress {
    query: String,
    #[serde(rename = "operationName")]
    operation_name: Option<String>,
    variables: Option<String>,
}

/// Where a request comes from.
struct From {
    address: Option<IpAddr>,
    request_id: String,
}

impl<S: Send + Sync> FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self {
            address: parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip()),
            request_id: parts
                .extensions
                .get::<RequestId>()
                .map(|id| id.0.to_string())
                .unwrap_or_default(),
        })
    }
}

async fn post(
    State(handler): State<Handler>,
    from: From,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Response {
    let json = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| {
            kind.split(';')
                .next()
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
    if !json {
        // A form of another site can send text/plain without being asked; JSON it cannot.
        return problem(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "BAD_REQUEST",
            "Send application/json.",
        );
    }
    let Ok(request) = serde_json::from_slice::<Request>(&body) else {
        return problem(
            StatusCode::BAD_REQUEST,
            "BAD_REQUEST",
            "The body is no GraphQL request.",
        );
    };
    let text = std::str::from_utf8(&body).unwrap_or_default();
    execute(&handler, from, &headers, request, Some(text)).await
}

async fn read(
    State(handler): State<Handler>,
    from: From,
    headers: HeaderMap,
    RawQuery(address): RawQuery,
    upgrade: Option<Upgrade>,
) -> Response {
    if let Some(upgrade) = upgrade {
        let visitor = Visitor::new(&headers, from.address, from.request_id);
        return subscribe(&handler.front, visitor, upgrade);
    }
    let Ok(Query(asked)) = Query::<InAddress>::try_from_uri(
        &format!("/?{}", address.unwrap_or_default())
            .parse()
            .unwrap_or_default(),
    ) else {
        return problem(
            StatusCode::BAD_REQUEST,
            "BAD_REQUEST",
            "The address has no query.",
        );
    };
    let mut request = Request::new(asked.query);
    if let Some(name) = asked.operation_name.filter(|name| !name.is_empty()) {
        request = request.operation_name(name);
    }
    if let Some(variables) = asked.variables.filter(|variables| !variables.is_empty()) {
        let Ok(variables) = serde_json::from_str(&variables) else {
            return problem(
                StatusCode::BAD_REQUEST,
                "BAD_REQUEST",
                "The variables are no JSON.",
            );
        };
        request = request.variables(async_graphql::Variables::from_json(variables));
    }
    execute(&handler, from, &headers, request, None).await
}

/// Carries out one operation. `body` is the text of a POST; a GET has none and may only read.
async fn execute(
    handler: &Handler,
    from: From,
    headers: &HeaderMap,
    mut request: Request,
    body: Option<&str>,
) -> Response {
    let document = match handler.documents.parse(&request.query) {
        Ok(document) => document,
        Err(error) => return answered(&Answer::from_errors(vec![ServerError::from(error)])),
    };
    // Answers with tokens are not kept for a retry: they would lie in the database.
    let mut kept = false;
    let mut for_anybody = false;
    if let Some(operation) = documents::operation(&document, request.operation_name.as_deref()) {
        let mutation = !documents::is_query(operation);
        for_anybody = body.is_none() && documents::selects_only(operation, PUBLIC_FIELDS);
        kept = mutation
            && !documents::selects_any(
                &document,
                operation,
                &["logIn", "refreshSession", "createMachineClient"],
            );
        if mutation && body.is_none() {
            return problem(
                StatusCode::METHOD_NOT_ALLOWED,
                "BAD_REQUEST",
                "A GET may only read.",
            );
        }
        let most = handler.front.services.settings.limits.root_fields;
        if documents::root_fields(&document, operation) > most {
            return problem(
                StatusCode::OK,
                "TOO_COMPLEX",
                &format!("At most {most} fields at the root."),
            );
        }
    }
    let (services, statements) = counted(&handler.front.services);
    let visitor = Visitor::new(headers, from.address, from.request_id.clone());
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let signed_in = match sign_in::bearer(token) {
        Ok(token) => sign_in(services, token, visitor).await,
        Err(refused) => Err(refused),
    };
    let Ok(here) = signed_in else {
        return problem(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            "The log-in has ended or is not known. Log in again.",
        );
    };
    let key = headers.get(IDEMPOTENCY_KEY).filter(|_| kept);
    let key = key.map(|value| value.to_str().ok().filter(|key| (1..=200).contains(&key.len())));
    if key == Some(None) {
        // Left aside in silence, the retry would be carried out a second time.
        return problem(
            StatusCode::BAD_REQUEST,
            "BAD_REQUEST",
            "An idempotency key has 1 to 200 ASCII characters.",
        );
    }
    // The keys of a program lie beside those of whoever answers for it.
    let by = match (&here.actor, &here.machine) {
        (Some(actor), _) => Some((actor.user_id, key.flatten().map(str::to_owned))),
        (None, Some(machine)) => {
            let apart = |key: &str| idempotency::apart(machine.id, key);
            Some((machine.answers, key.flatten().map(apart)))
        }
        (None, None) => None,
    };
    let first = match (by, body) {
        (Some((user, Some(key))), Some(body)) => {
            match idempotency::look_up(&here.services, user, &key, body).await {
                Ok(Known::First(id)) => Some(id),
                Ok(Known::Answered(answer)) => return json(StatusCode::OK, answer),
                Ok(Known::UnderWay) => {
                    return problem(
                        StatusCode::CONFLICT,
                        "CONFLICT",
                        "The first request with this idempotency key is under way.",
                    );
                }
                Ok(Known::OtherRequest) => {
                    return problem(
                        StatusCode::CONFLICT,
                        "CONFLICT",
                        "The idempotency key was used for another request.",
                    );
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "an idempotency key could not be looked up"
                    );
                    return problem(
                        StatusCode::INTERNAL_SERVER_ERROR,
                        "INTERNAL",
                        "Something went wrong.",
                    );
                }
            }
        }
        _ => None,
    };
    for_anybody &= here.actor.is_none();
    let services = here.services.clone();
    request.set_parsed_query(document.as_ref().clone());
    let loaders = Loaders::default();
    let turn = loaders.turn.clone();
    let request = request.data(here).data(loaders);
    let mut answer = turn.drive(handler.front.schema.execute(request)).await;
    services.live.wake_if_told();
    name_request(&mut answer, &from.request_id);
    let text = serde_json::to_string(&answer).unwrap_or_default();
    if let Some(id) = first {
        let kept = idempotency::keep(&services, id, answer.errors.is_empty().then_some(text.as_str())).await;
        if let Err(error) = kept {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "an answer could not be kept for its retry"
            );
        }
    }
    let mut response = json(StatusCode::OK, text);
    if for_anybody && answer.errors.is_empty() {
        let kept = HeaderValue::from_static("public, max-age=60");
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
        // Whoever sends a token is answered anew.
        let vary = HeaderValue::from_static("authorization");
        response.headers_mut().append(header::VARY, vary);
    }
    if let Some(statements) = statements {
        let count = statements.load(Ordering::Relaxed);
        if let Ok(count) = HeaderValue::from_str(&count.to_string()) {
            response.headers_mut().insert(SQL_COUNT, count);
        }
    }
    response
}

/// A request's own services, whose statements are counted where the settings say so.
fn counted(services: &Services) -> (Services, Option<Arc<AtomicUsize>>) {
    let mut services = services.clone();
    services.live = services.live.of_request();
    if !services.settings.graphql.sql_count {
        return (services, None);
    }
    let (db, count) = services.db.counted();
    services.db = db;
    (services, Some(count))
}

/// Tells the id of the request with every error that the client cannot do anything about but report.
pub(super) fn name_request(answer: &mut Answer, request_id: &str) {
    for error in &mut answer.errors {
        let extensions = error.extensions.get_or_insert_default();
        match extensions.get("code") {
            None => extensions.set("code", "BAD_REQUEST"),
            Some(Value::String(code)) if code == "INTERNAL" => extensions.set("requestId", request_id),
            Some(_) => {}
        }
    }
}

fn answered(answer: &Answer) -> Response {
    let mut answer = Answer::from_errors(answer.errors.clone());
    name_request(&mut answer, "");
    json(StatusCode::OK, serde_json::to_string(&answer).unwrap_or_default())
}

/// A GraphQL answer that says why the request was not carried out.
fn problem(status: StatusCode, code: &str, message: &str) -> Response {
    let body = serde_json::json!({ "data": null, "errors": [{ "message": message, "extensions": { "code": code } }] });
    json(status, body.to_string())
}

fn json(status: StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
