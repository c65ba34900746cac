//! Every kind of mail in every language, and what people could write into one.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod gathered;
mod headers;
mod safety;
mod transports;
mod words;

use ::entity::enums::{Locale, NotificationKind as Kind};
use chrono::{DateTime, Utc};

use super::*;

fn sender() -> Sender {
    Sender::new(
        "Lansera <lansera@kommun.example>",
        "https://lansera.kommun.example/",
    )
    .unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-23T06:30:00Z".parse().unwrap()
}

fn mail(message: &Message) -> Mail {
    render(message, &sender(), now()).unwrap()
}

fn sample(kind: Kind, locale: Locale) -> Mail {
    mail(&Message::sample(kind, locale))
}

fn first_line(mail: &Mail) -> &str {
    mail.text.lines().next().unwrap()
}

fn every_message() -> impl Iterator<Item = Message> {
    Kind::ALL
        .iter()
        .flat_map(|kind| Locale::ALL.iter().map(|locale| Message::sample(*kind, *locale)))
}
