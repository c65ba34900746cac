//! Files: sent to an address that is good once, fetched from one that is signed. Both stream, so that a large file takes no more memory than a
//! small one; the limits on bodies and time elsewhere do not apply here.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use object_store::{GetOptions, GetRange};

use crate::{
    domain::attachment::range,
    http::Front,
    service::{
        Error, Services,
        attachment::{
            address::{fetched, in_address},
            queries,
            receive::{NotTaken, receive},
            store::place,
        },
    },
};

/// The routes.
pub fn routes(front: &Front) -> Router {
    Router::new()
        .route("/files/{token}", post(take))
        .route("/files/{token}/{name}", get(give))
        .layer(DefaultBodyLimit::disable())
        .with_state(front.services.clone())
}

/// Takes a file. A task of its own goes on where whoever sent it has gone, so that what broke off is taken back.
async fn take(State(services): State<Services>, Path(token): Path<String>, body: Body) -> Response {
    let received = tokio::spawn(async move {
        let mut body = body.into_data_stream();
        receive(&services, &token, &mut body).await
    });
    let (status, text) = match received.await {
        Ok(Ok(_)) => return StatusCode::NO_CONTENT.into_response(),
        Ok(Err(NotTaken::Unknown)) => (StatusCode::NOT_FOUND, "This address is not good (any more)."),
        Ok(Err(NotTaken::WrongSize)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The file has not the size that was said.",
        ),
        Ok(Err(NotTaken::WrongType)) => (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The file is not what its name says.",
        ),
        Ok(Err(NotTaken::BrokeOff)) => (StatusCode::BAD_REQUEST, "The file broke off."),
        Ok(Err(NotTaken::Failed(error))) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a file could not be kept"
            );
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.")
        }
        Err(error) => {
            tracing::error!(%error, "a file could not be kept");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.")
        }
    };
    (status, format!("{text}\n")).into_response()
}

async fn give(
    State(services): State<Services>,
    Path((token, _)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match given(&services, &token, &headers).await {
        Ok(Some(response)) => response,
        Ok(None) => (StatusCode::NOT_FOUND, "This address is not good (any more).\n").into_response(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a file could not be given"
            );
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.\n").into_response()
        }
    }
}

async fn given(services: &Services, token: &str, headers: &HeaderMap) -> Result<Option<Response>, Error> {
    let Some(id) = fetched(services, token, services.now()) else {
        return Ok(None);
    };
    let Some(row) = queries::by_ids(&services.db, &[id]).await?.remove(&id) else {
        return Ok(None);
    };
    let size = u64::try_from(row.size).unwrap_or(0);
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let Ok(part) = range(asked, size) else {
        let total = header_value(&format!("bytes */{size}"))?;
        let refused = (
            StatusCode::RANGE_NOT_SATISFIABLE,
            [(header::CONTENT_RANGE, total)],
        );
        return Ok(Some(refused.into_response()));
    };
    let options = GetOptions {
        range: part.map(|(first, last)| GetRange::Bounded(first..last.saturating_add(1))),
        ..GetOptions::default()
    };
    let failed = |error: object_store::Error| Error::Internal(error.to_string());
    let store = services.files.open(&services.settings.files)?;
    let found = store
        .get_opts(&place(&row.storage_key), options)
        .await
        .map_err(failed)?;
    let length = part.map_or(size, |(first, last)| last - first + 1);
    let mut response = Response::new(Body::from_stream(found.into_stream()));
    let mut set = |name, value: &str| -> Result<(), Error> {
        response.headers_mut().insert(name, header_value(value)?);
        Ok(())
    };
    set(header::CONTENT_TYPE, &row.content_type)?;
    set(header::CONTENT_LENGTH, &length.to_string())?;
    set(header::ACCEPT_RANGES, "bytes")?;
    // Never shown in the place of a page of ours, whatever is in it.
    let disposition = format!("attachment; filename*=UTF-8''{}", in_address(&row.name));
    set(header::CONTENT_DISPOSITION, &disposition)?;
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff")?;
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")?;
    set(header::CACHE_CONTROL, "private, no-store")?;
    if let Some(sha256) = &row.sha256 {
        set(header::ETAG, &format!("\"{sha256}\""))?;
    }
    if let Some((first, last)) = part {
        set(header::CONTENT_RANGE, &format!("bytes {first}-{last}/{size}"))?;
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(Some(response))
}

fn header_value(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|error| Error::Internal(error.to_string()))
}
