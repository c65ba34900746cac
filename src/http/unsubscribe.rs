//! Ending mails by a link in one (RFC 8058). Opening the link changes nothing, since scanners of mail servers open it too: it shows
//! a page with a button. Only a POST ends the mails: by that button, or by the mail program itself.

use ::entity::enums::{Locale, NotificationCategory};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};

use super::page::{Form, page, page_with_form};
use crate::{
    domain::words,
    http::Front,
    service::{Error, notification::unsubscribe},
};

/// `/unsubscribe/{token}`.
pub fn routes(front: &Front) -> Router {
    Router::new()
        .route("/unsubscribe/{token}", get(ask).post(end))
        .with_state(front.clone())
}

/// What a category is about, in Swedish and English.
fn named(category: NotificationCategory) -> (&'static str, &'static str) {
    (
        words::category(category, Locale::Sv),
        words::category(category, Locale::En),
    )
}

async fn ask(State(front): State<Front>, Path(token): Path<String>) -> Response {
    let Some((_, category)) = unsubscribe::read(&front.services, &token) else {
        return nothing();
    };
    let (sv, en) = named(category);
    let body = format!(
        "<h1>Sluta få mejl om {sv}?</h1>\n<p>I Lansera ser du dem fortfarande. Du kan välja annorlunda där när du vill.</p>\n\
         <section lang=\"en\"><p>Stop mails about {en}? You still see them in Lansera, and can choose otherwise there at any \
         time.</p></section>"
    );
    let form = Form {
        button: "Sluta mejla mig · Stop mailing me",
    };
    page_with_form(StatusCode::OK, "sv", "Lansera", &body, &form)
}

async fn end(State(front): State<Front>, Path(token): Path<String>) -> Response {
    match unsubscribe::unsubscribe(&front.services, &token).await {
        Ok((_, category)) => {
            let (sv, en) = named(category);
            let body = format!(
                "<h1>Inga fler mejl om {sv}</h1>\n<p>I Lansera ser du dem fortfarande, och där kan du välja annorlunda.</p>\n\
                 <section lang=\"en\"><p>No more mails about {en}. You still see them in Lansera, where you can choose \
                 otherwise.</p></section>"
            );
            page(StatusCode::OK, "sv", "Lansera", &body)
        }
        Err(Error::NotFound) => nothing(),
        Err(error) => {
            tracing::error!(%error, "somebody could not unsubscribe");
            let body = "<h1>Det gick inte just nu</h1>\n<p>Försök igen om en stund.</p>\n\
                        <section lang=\"en\"><p>It did not work just now. Try again in a while.</p></section>";
            page(StatusCode::INTERNAL_SERVER_ERROR, "sv", "Lansera", body)
        }
    }
}

fn nothing() -> Response {
    let body = "<h1>Länken leder ingenstans</h1>\n<p>Den är inte hel, eller hör inte till den här installationen.</p>\n\
                <section lang=\"en\"><p>This link leads nowhere: it is not whole, or not of this installation.</p></section>";
    page(StatusCode::NOT_FOUND, "sv", "Lansera", body)
}
