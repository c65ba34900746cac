//! What a mail tells machines: headers, parts and the calendar entry.

use chrono::Duration;
use mail_parser::{MessageParser, MimeHeaders};

use super::*;

#[test]
fn swedish_letters_come_back_as_they_went() {
    for message in every_message() {
        let mail = mail(&message);
        let raw = mail.to_rfc5322().unwrap();
        assert!(raw.is_ascii(), "any mail server takes it");
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert_eq!(parsed.subject(), Some(mail.subject.as_str()));
        assert_eq!(parsed.to().unwrap().first().unwrap().name(), Some("Åsa Öberg"));
        assert_eq!(
            parsed.from().unwrap().first().unwrap().address(),
            Some("lansera@kommun.example")
        );
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(&parsed.body_text(0).unwrap()), lines(&mail.text));
        assert_eq!(lines(&parsed.body_html(0).unwrap()), lines(&mail.html));
        assert_eq!(
            parsed.message_id(),
            Some(mail.message_id.trim_matches(['<', '>']))
        );
        assert_eq!(parsed.date().unwrap().to_timestamp(), now().timestamp());
    }
}

#[test]
fn the_message_id_is_that_of_the_delivery() {
    let message = Message::sample(Kind::LaunchAhead, Locale::Sv);
    let first = mail(&message);
    let later = render(&message, &sender(), now() + Duration::days(2)).unwrap();
    assert_eq!(first.message_id, later.message_id);
    assert_ne!(
        first.message_id,
        mail(&Message {
            key: "another".into(),
            ..message.clone()
        })
        .message_id
    );
    assert!(first.message_id.ends_with("@kommun.example>") && !first.message_id.contains("sample"));
    assert_eq!(
        first.to_rfc5322().unwrap(),
        mail(&message).to_rfc5322().unwrap(),
        "the same mail, byte for byte"
    );
}

#[test]
fn the_headers_tell_machines_what_it_is() {
    let raw = sample(Kind::LaunchAhead, Locale::En).to_rfc5322().unwrap();
    let parsed = MessageParser::default().parse(&raw).unwrap();
    let header = |name: &str| {
        parsed
            .header_raw(name.to_owned())
            .map(|value| value.trim().to_owned())
    };
    assert_eq!(header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(
        header("List-Id").as_deref(),
        Some("Lansera <lansera.kommun.example>")
    );
    assert_eq!(header("Content-Language").as_deref(), Some("en"));
    assert_eq!(
        header("List-Unsubscribe").as_deref(),
        Some("<https://lansera.kommun.example/unsubscribe/sample>")
    );
    assert_eq!(
        header("List-Unsubscribe-Post").as_deref(),
        Some("List-Unsubscribe=One-Click")
    );
    let account = sample(Kind::PasswordChanged, Locale::En);
    assert!(
        account
            .headers
            .iter()
            .all(|(name, _)| !name.starts_with("List-Unsubscribe")),
        "not to be turned off"
    );
}

#[test]
fn mails_about_one_e_service_make_one_conversation() {
    let references = |message: &Message| {
        mail(message)
            .headers
            .iter()
            .find(|h| h.0 == "References")
            .unwrap()
            .1
            .clone()
    };
    let launch = Message::sample(Kind::LaunchAhead, Locale::Sv);
    assert_eq!(
        references(&launch),
        references(&Message::sample(Kind::TaskAssigned, Locale::En))
    );
    assert_ne!(
        references(&launch),
        references(&Message {
            thread: "another".into(),
            ..launch.clone()
        })
    );
}

#[test]
fn a_launch_brings_a_calendar_entry_for_the_whole_day() {
    let message = Message {
        e_service: "Ansök; bygglov, å\nx".into(),
        ..Message::sample(Kind::LaunchAhead, Locale::Sv)
    };
    let mail = mail(&message);
    let ics = mail.ics.clone().unwrap().replace("\r\n ", "");
    for line in [
        "METHOD:PUBLISH",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "TRANSP:TRANSPARENT",
        "DTSTAMP:20261123T063000Z",
        "SUMMARY:Lansering: Ansök\\; bygglov\\, å x",
        "ORGANIZER;CN=Lansera:mailto:lansera@kommun.example",
    ] {
        assert!(ics.split("\r\n").any(|found| found == line), "{line} in\n{ics}");
    }
    assert!(
        mail.ics.unwrap().split("\r\n").all(|line| line.len() <= 75),
        "folded"
    );
    let kinds_with = Kind::ALL
        .iter()
        .filter(|kind| sample(**kind, Locale::Sv).ics.is_some());
    assert_eq!(
        kinds_with.collect::<Vec<_>>(),
        [
            &Kind::LaunchAhead,
            &Kind::LaunchToday,
            &Kind::LaunchMoved,
            &Kind::LaunchCancelled
        ]
    );
}

#[test]
fn a_cancelled_launch_leaves_the_calendar() {
    let entry = |kind| sample(kind, Locale::Sv).ics.unwrap().replace("\r\n ", "");
    let (ahead, cancelled) = (entry(Kind::LaunchAhead), entry(Kind::LaunchCancelled));
    let uid = |ics: &str| {
        ics.lines()
            .find(|line| line.starts_with("UID"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(uid(&ahead), uid(&cancelled));
    assert!(
        cancelled.contains("METHOD:CANCEL") && cancelled.contains("STATUS:CANCELLED"),
        "{cancelled}"
    );
    let raw = sample(Kind::LaunchCancelled, Locale::Sv).to_rfc5322().unwrap();
    let parsed = MessageParser::default().parse(&raw).unwrap();
    let part = parsed
        .parts
        .iter()
        .find(|part| part.is_content_type("text", "calendar"))
        .unwrap();
    assert_eq!(part.content_type().unwrap().attribute("method"), Some("CANCEL"));
}

#[test]
fn a_moved_launch_moves_its_calendar_entry() {
    let line = |mail: &Mail, name: &str| {
        mail.ics
            .as_deref()
            .unwrap()
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .to_owned()
    };
    let message = Message::sample(Kind::LaunchAhead, Locale::Sv);
    let first = mail(&message);
    let moved = Message {
        key: "moved".into(),
        about_on: Some(message.today + Duration::days(30)),
        ..message.clone()
    };
    let moved = render(&moved, &sender(), now() + Duration::hours(1)).unwrap();
    assert_eq!(line(&first, "UID"), line(&moved, "UID"));
    assert!(line(&first, "SEQUENCE") < line(&moved, "SEQUENCE"));
    assert_ne!(
        line(&first, "UID"),
        line(
            &mail(&Message {
                thing: "next".into(),
                ..message
            }),
            "UID"
        )
    );
}

#[test]
fn the_calendar_entry_is_shown_and_attached() {
    let mail = sample(Kind::LaunchToday, Locale::Sv);
    let raw = mail.to_rfc5322().unwrap();
    let parsed = MessageParser::default().parse(&raw).unwrap();
    let kinds: Vec<String> = parsed
        .parts
        .iter()
        .filter_map(|part| part.content_type())
        .map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()))
        .collect();
    assert_eq!(
        kinds,
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics"
        ]
    );
    let calendar = parsed
        .parts
        .iter()
        .find(|part| part.is_content_type("text", "calendar"))
        .unwrap();
    assert_eq!(
        calendar.content_type().unwrap().attribute("method"),
        Some("PUBLISH")
    );
    assert_eq!(
        calendar.text_contents().unwrap().replace("\r\n", "\n"),
        mail.ics.unwrap().replace("\r\n", "\n")
    );
}
