//! What people could write into a mail, and what must not get out.

use mail_parser::MessageParser;

use super::*;

#[test]
fn only_web_addresses_become_links() {
    for link in [
        "javascript:alert(1)",
        "/e-services/1",
        "https://",
        "https://x/\"onclick=",
        "https://x/ y",
        "http://x/\r\nBcc: a@b.example",
    ] {
        let message = Message {
            link: link.into(),
            ..Message::sample(Kind::LaunchAhead, Locale::Sv)
        };
        assert_eq!(
            render(&message, &sender(), now()),
            Err(RenderError::Link("link")),
            "{link}"
        );
    }
}

#[test]
fn a_wrong_sender_stops_the_start() {
    assert!(matches!(
        Sender::new("Lansera", "https://x.example"),
        Err(RenderError::Address(_))
    ));
    assert_eq!(
        Sender::new("a@b.example", "x.example"),
        Err(RenderError::Link("base address"))
    );
    assert_eq!(sender().domain, "kommun.example");
}

#[test]
fn a_line_break_in_what_people_write_begins_no_header() {
    let evil = "Anna\r\nBcc: thief@evil.example\r\n\r\n<script>alert(1)</script>\u{202e}";
    for kind in Kind::ALL {
        let sample = Message::sample(*kind, Locale::Sv);
        let mail = mail(&Message {
            recipient: Recipient {
                name: evil.into(),
                ..sample.recipient.clone()
            },
            e_service: evil.into(),
            unit: evil.into(),
            subject_of: Some(evil.into()),
            actor: Some(evil.into()),
            municipality: evil.into(),
            reason: Some(evil.into()),
            key: evil.into(),
            thing: evil.into(),
            decided: sample.decided.clone().map(|decided| Decided {
                by: evil.into(),
                reason: Some(evil.into()),
                ..decided
            }),
            ..sample
        });
        let raw = mail.to_rfc5322().unwrap();
        let parsed = MessageParser::default().parse(&raw).unwrap();
        assert!(parsed.bcc().is_none(), "{kind:?}");
        assert_eq!(parsed.to().unwrap().iter().count(), 1, "{kind:?}");
        let head = String::from_utf8(raw).unwrap();
        let head = head.split_once("\r\n\r\n").unwrap().0;
        assert!(
            !head.lines().any(|line| line.to_lowercase().starts_with("bcc")),
            "{head}"
        );
        assert!(!mail.subject.contains(['\r', '\n', '\u{202e}']));
        assert!(!mail.html.contains("<script"), "{kind:?}: escaped");
        assert!(
            mail.html.contains("&lt;script&gt;"),
            "{kind:?}: and still readable"
        );
        assert!(!mail.text.contains('\u{202e}'));
        assert!(
            !mail
                .ics
                .is_some_and(|ics| ics.lines().any(|line| line.starts_with("Bcc")))
        );
    }
}

#[test]
fn a_template_written_by_a_person_is_only_text() {
    let message = Message {
        e_service: "{{ 7 * 7 }} & \"Co\" <b>'x'</b>".into(),
        ..Message::sample(Kind::LaunchAhead, Locale::Sv)
    };
    let mail = mail(&message);
    assert!(mail.subject.contains("{{ 7 * 7 }} & \"Co\" <b>'x'</b>"));
    assert!(
        mail.text.contains("{{ 7 * 7 }} & \"Co\" <b>'x'</b>"),
        "plain text is not escaped"
    );
    assert!(
        mail.html.contains("{{ 7 * 7 }} &amp; &quot;Co&quot; &lt;b&gt;"),
        "HTML is"
    );
}

#[test]
fn nothing_in_a_mail_is_fetched_from_anywhere() {
    for message in every_message() {
        let html = mail(&message).html;
        for fetched in ["<img", "src=", "@import", "url(", "<link", "<script", "fonts.g"] {
            assert!(!html.contains(fetched), "{fetched} in {:?}", message.kind);
        }
    }
}

#[test]
fn addresses_are_masked() {
    assert_eq!(mask_address("asa.oberg@kommun.example"), "a***@kommun.example");
    assert_eq!(mask_address("nobody"), "n***");
    assert_eq!(
        mask_addresses("550 5.1.1 <åsa@kommun.example>: unknown, says root+x@mx.example!"),
        "550 5.1.1 <å***@kommun.example>: unknown, says r***@mx.example!"
    );
    let nowhere = Message {
        recipient: Recipient {
            name: "Åsa".into(),
            email: "asa.oberg at kommun".into(),
        },
        ..Message::sample(Kind::LaunchAhead, Locale::Sv)
    };
    let error = render(&nowhere, &sender(), now()).unwrap_err();
    assert!(matches!(&error, RenderError::Address(_)));
    assert!(!error.to_string().contains("oberg"), "{error}");
}

#[test]
fn a_password_is_in_no_debug_output() {
    let mut settings = SmtpSettings::new("localhost", 25, Security::StartTls);
    settings.user = Some("the-user".into());
    settings.password = Some("the-password".into());
    let shown = format!(
        "{settings:?} {:?}",
        Transport::Smtp(SmtpTransport::new(settings.clone()).unwrap())
    );
    assert!(
        !shown.contains("the-password") && !shown.contains("the-user"),
        "{shown}"
    );
}

#[test]
fn a_log_in_does_not_cross_a_network_in_the_clear() {
    let with_login = |host: &str, security| {
        let mut settings = SmtpSettings::new(host, 25, security);
        settings.user = Some("u".into());
        settings.password = Some("p".into());
        SmtpTransport::new(settings).map(|_| ())
    };
    assert_eq!(
        with_login("mail.kommun.example", Security::None),
        Err(SettingsError::LoginInTheClear)
    );
    for here in ["localhost", "127.0.0.1", "::1", "[::1]"] {
        assert_eq!(with_login(here, Security::None), Ok(()));
    }
    assert_eq!(with_login("mail.kommun.example", Security::StartTls), Ok(()));
    let half = SmtpSettings {
        user: Some("u".into()),
        ..SmtpSettings::new("localhost", 25, Security::None)
    };
    assert_eq!(
        SmtpTransport::new(half).map(|_| ()),
        Err(SettingsError::HalfLogin)
    );
    let no_pem = SmtpSettings {
        certificate_authority: Some("no certificate".into()),
        ..SmtpSettings::new("localhost", 25, Security::Tls)
    };
    assert!(matches!(
        SmtpTransport::new(no_pem),
        Err(SettingsError::Certificate(_))
    ));
}
