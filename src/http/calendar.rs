//! People's calendars, by an address that is secret: calendar programs have no log-in.

use std::net::SocketAddr;

use ::entity::enums::Locale;
use axum::{
    Router,
    extract::{ConnectInfo, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{
    delivery::{self, CalendarDay, Sender},
    global_id,
    http::Front,
    service::{
        Error, Services,
        notification::calendar::{self, Day, Entry},
    },
};

/// `/calendar/{secret}.ics`.
pub fn routes(front: &Front) -> Router {
    Router::new()
        .route("/calendar/{file}", get(read))
        .with_state(front.clone())
}

async fn read(State(front): State<Front>, Path(file): Path<String>, request: Request) -> Response {
    let services = &front.services;
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = from.map(|ConnectInfo(from)| from.ip());
    if services.throttle.calendars.take(address, services.now()).is_err() {
        return (StatusCode::TOO_MANY_REQUESTS, "Too many requests.\n").into_response();
    }
    let Some(secret) = file.strip_suffix(".ics") else {
        return nothing();
    };
    let (user, days) = match calendar::read(services, secret).await {
        Ok(found) => found,
        Err(Error::NotFound) => return nothing(),
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            return (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.\n").into_response();
        }
    };
    let settings = &services.settings;
    let Ok(sender) = Sender::new(&settings.mail.from, &settings.public_url) else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.\n").into_response();
    };
    let days: Vec<_> = days
        .into_iter()
        .map(|day| entry(services, user.locale, day))
        .collect();
    let text = delivery::calendar(
        &format!("Lansera, {}", settings.municipality),
        &days,
        &sender,
        services.now(),
    );
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=300"),
    ];
    (headers, text).into_response()
}

fn entry(services: &Services, locale: Locale, day: Day) -> CalendarDay {
    let words = |sv: &'static str, en: &'static str| match locale {
        Locale::Sv => sv,
        Locale::En => en,
    };
    let place = |path: &str, id: String| {
        format!(
            "{}/{path}/{id}",
            services.settings.public_url.trim_end_matches('/')
        )
    };
    let (kind, title, link) = match day.entry {
        Entry::Launch => (
            "launch",
            format!("{}: {}", words("Lansering", "Launch"), day.e_service_name),
            place(
                "e-services",
                global_id::encode(::entity::ids::EServiceId(day.e_service)),
            ),
        ),
        Entry::Measure => (
            "measure",
            format!(
                "{}: {}, {}",
                words("Mät", "Measure"),
                day.name,
                day.e_service_name
            ),
            place("metrics", global_id::encode(::entity::ids::MetricId(day.id))),
        ),
        Entry::Task => (
            "task",
            format!("{}, {}", day.name, day.e_service_name),
            place("tasks", global_id::encode(::entity::ids::TaskId(day.id))),
        ),
    };
    CalendarDay {
        kind,
        thing: day.id.to_string(),
        title,
        link,
        on: day.on,
    }
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is no calendar here.\n").into_response()
}
