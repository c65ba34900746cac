//! The bare endpoint: axum, hand-written SQL, serde. It does what the product does for these operations, and nothing else: no
//! GraphQL, no choice of fields, no layers.

mod complete;
mod detail;
mod pool;
mod portfolio;
mod sign_in;
mod work;

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
    serve::ListenerExt,
};
use chrono::NaiveDate;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use lansera::{
    domain::template::Template,
    service::{
        Services,
        paging::{Cursor, SortKey},
    },
};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use crate::product;

/// What its handlers stand on.
pub struct Bare {
    pool: pool::Pool,
    key: DecodingKey,
    validation: Validation,
    activities: HashMap<String, Activity>,
    clock: lansera::clock::Clock,
    time_zone: chrono_tz::Tz,
}

/// What is needed of an activity of the template.
struct Activity {
    title: String,
    after: Vec<String>,
    leaves_nothing: bool,
}

/// Something went wrong; the benchmark then ends, so that nobody has to be told what.
#[derive(Debug)]
pub struct Failed;

impl<E: std::error::Error> From<E> for Failed {
    fn from(error: E) -> Self {
        eprintln!("bare: {error}");
        Self
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[derive(Deserialize)]
struct Page {
    first: i64,
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Serialize)]
struct Data<T> {
    data: T,
}

impl Bare {
    /// Opens it on the same database, with as many connections, and with the public key of the product.
    pub async fn open(services: &Services, connections: usize) -> Result<Self, String> {
        let settings = &services.settings;
        let jwks = services.tokens.jwks();
        let public = jwks["keys"][0]["x"].as_str().unwrap_or_default().to_owned();
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&settings.tokens.issuer]);
        validation.set_audience(&[&settings.tokens.audience]);
        let template = Template::parse("the benchmark's process", &product::template());
        let activities = template.map_err(|error| error.to_string())?.activities;
        Ok(Self {
            pool: pool::Pool::open(&settings.database.url.0, connections)
                .await
                .map_err(|error| error.to_string())?,
            key: DecodingKey::from_ed_components(&public).map_err(|error| error.to_string())?,
            validation,
            activities: activities
                .into_iter()
                .map(|activity| {
                    let known = Activity {
                        title: activity.title.sv,
                        after: activity.after,
                        leaves_nothing: activity.leaves.is_none(),
                    };
                    (activity.key, known)
                })
                .collect(),
            clock: services.clock.clone(),
            time_zone: settings.time_zone,
        })
    }

    /// Serves until the runtime ends.
    pub async fn serve(self, listener: TcpListener) {
        let router = Router::new()
            .route("/portfolio", get(portfolio::portfolio))
            .route("/e-services/{id}", get(detail::detail))
            .route("/work", get(work::work))
            .route("/tasks/complete", post(complete::complete))
            .with_state(Arc::new(self));
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        if let Err(error) = axum::serve(listener, router).await {
            eprintln!("bare: {error}");
        }
    }

    fn today(&self) -> NaiveDate {
        self.clock.now().with_timezone(&self.time_zone).date_naive()
    }

    /// The title of a task in Swedish: its own, or that of its activity.
    fn title(&self, own: Option<String>, activity: Option<&str>) -> String {
        own.unwrap_or_else(|| {
            let known = activity.and_then(|key| self.activities.get(key));
            known.map(|activity| activity.title.clone()).unwrap_or_default()
        })
    }
}

/// The name of a value as GraphQL has it.
fn upper(value: &str) -> String {
    value.to_ascii_uppercase()
}

fn cursor(key: SortKey, id: uuid::Uuid) -> String {
    Cursor { key, id }.encode()
}

fn json<T: Serialize>(data: T) -> Result<Response, Failed> {
    let body = serde_json::to_string(&Data { data })?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}
