//! The mails of the town, read back from the mail server that got them.

use std::collections::BTreeSet;

use chrono::DateTime;
use chrono_tz::Europe::Stockholm;

use crate::support::smtp_sink::{ReceivedMail, SmtpSink};

/// A mail, as its recipient sees it.
pub struct Letter {
    /// The day and hour that it says it was sent: `2027-03-12 08:00`.
    pub sent: String,
    /// Whom it came to, without the domain.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its language, by its header.
    pub language: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    /// Its calendar entry; empty where it has none.
    pub calendar: String,
    /// Its Message-ID.
    pub message_id: String,
}

/// Every mail that the server got, by day and recipient.
pub fn letters(server: &SmtpSink) -> Vec<Letter> {
    let mut letters: Vec<_> = server.mails().iter().map(letter).collect();
    letters.sort_by(|a, b| (&a.sent, &a.to, &a.subject).cmp(&(&b.sent, &b.to, &b.subject)));
    let ids: BTreeSet<_> = letters.iter().map(|letter| &letter.message_id).collect();
    assert_eq!(ids.len(), letters.len(), "every mail has a Message-ID of its own");
    letters
}

impl Letter {
    /// The line of it in a list of mails.
    pub fn line(&self) -> String {
        format!("{} {:<12} {}", self.sent, self.to, self.subject)
    }
}

fn letter(mail: &ReceivedMail) -> Letter {
    let message = &mail.message;
    let [to] = &mail.envelope_to[..] else {
        panic!("one recipient a mail: {:?}", mail.envelope_to)
    };
    let named = message.to().and_then(|to| to.first()).and_then(|to| to.address());
    assert_eq!(named, Some(to.as_str()), "whom it is to, inside and outside");
    let time = message.date().expect("a date").to_timestamp();
    let time = DateTime::from_timestamp(time, 0)
        .expect("a time")
        .with_timezone(&Stockholm);
    let raw = String::from_utf8_lossy(&mail.raw);
    let language = raw
        .lines()
        .find_map(|line| line.strip_prefix("Content-Language: "));
    let calendar = message.parts.iter().find(|part| {
        let kind = mail_parser::MimeHeaders::content_type(*part);
        kind.is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    });
    Letter {
        sent: time.format("%Y-%m-%d %H:%M").to_string(),
        to: to.split('@').next().unwrap_or_default().to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        language: language.unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        calendar: calendar
            .and_then(|part| part.text_contents())
            .unwrap_or_default()
            .to_owned(),
        message_id: message.message_id().expect("a Message-ID").to_owned(),
    }
}
