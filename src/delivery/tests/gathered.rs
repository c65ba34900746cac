//! Mails that gather several things, and mails that tell nothing.

use super::*;

fn gathering(locale: Locale, contents: Contents) -> Gathering {
    Gathering {
        locale,
        recipient: Message::sample(Kind::LaunchAhead, locale).recipient,
        municipality: "Kumla kommun".into(),
        key: "a delivery".into(),
        titles_only: false,
        link: "https://lansera.kommun.example/notifications".into(),
        settings_link: Some("https://lansera.kommun.example/settings/notifications".into()),
        contents,
    }
}

fn digest_of(kinds: &[Kind], locale: Locale) -> Gathering {
    let messages = kinds.iter().map(|kind| Message::sample(*kind, locale)).collect();
    gathering(locale, Contents::Digest(messages))
}

fn rendered(gathering: &Gathering) -> Mail {
    render_gathering(gathering, &sender(), now()).unwrap()
}

#[test]
fn a_digest_has_each_thing_as_the_subject_that_it_would_have_by_itself_with_its_link() {
    for locale in Locale::ALL {
        let mail = rendered(&digest_of(Kind::ALL, *locale));
        for kind in Kind::ALL {
            let alone = sample(*kind, *locale);
            assert!(mail.text.contains(&alone.subject), "{kind:?}: {}", mail.text);
        }
        assert!(
            mail.text
                .contains("https://lansera.kommun.example/e-services/bygglov")
        );
        assert!(
            !mail.text.contains("none") && !mail.text.contains("{{"),
            "{}",
            mail.text
        );
        assert!(
            mail.subject.starts_with(&Kind::ALL.len().to_string()),
            "{}",
            mail.subject
        );
    }
}

#[test]
fn a_digest_of_one_is_worded_for_one() {
    assert_eq!(
        rendered(&digest_of(&[Kind::TaskAssigned], Locale::Sv)).subject,
        "En händelse att läsa"
    );
    assert_eq!(
        rendered(&digest_of(&[Kind::TaskAssigned], Locale::En)).subject,
        "One thing to read"
    );
}

#[test]
fn an_overview_lists_what_lies_ahead_by_heading() {
    let line = |name: &str, e_service: &str| Line {
        name: name.into(),
        e_service: e_service.into(),
        on: "2026-11-30".parse().ok(),
        link: "https://lansera.kommun.example/tasks/1".into(),
    };
    let parts = vec![
        (
            Ahead::Launches,
            vec![line("", "Ansök om bygglov"), line("", "Felanmälan")],
        ),
        (Ahead::Tasks, vec![line("Skriv texter", "Felanmälan")]),
    ];
    let mail = rendered(&gathering(Locale::Sv, Contents::Overview(parts)));
    assert_eq!(mail.subject, "Din vecka: lanseringar (2), uppgifter (1)");
    for text in [
        "Lanseringar",
        "Uppgifter",
        "Skriv texter",
        "Felanmälan, måndag 30 november 2026",
    ] {
        assert!(mail.text.contains(text), "{text}: {}", mail.text);
        assert!(mail.html.contains(text), "{text}");
    }
}

#[test]
fn a_mail_for_a_mailbox_that_is_not_trusted_names_neither_e_services_nor_people() {
    for message in every_message() {
        let closed = mail(&Message {
            titles_only: true,
            ..message.clone()
        });
        for name in [
            "Ansök om bygglov",
            "Miljö- och bygg",
            "Örjan",
            "Skriv texter",
            "Andel digitala",
            "Designförslag",
        ] {
            for part in [&closed.subject, &closed.text, &closed.html] {
                assert!(!part.contains(name), "{:?}: {name} in {part}", message.kind);
            }
        }
        assert!(closed.ics.is_none() && closed.text.contains(&message.link));
    }
    let mut digest = digest_of(Kind::ALL, Locale::Sv);
    digest.titles_only = true;
    let mail = rendered(&digest);
    assert!(!mail.text.contains("Ansök om bygglov") && !mail.html.contains("Ansök om bygglov"));
}

#[test]
fn the_same_delivery_has_the_same_message_id_whenever_it_is_sent() {
    let digest = digest_of(&[Kind::TaskAssigned], Locale::Sv);
    let later = render_gathering(&digest, &sender(), now() + chrono::Duration::hours(3)).unwrap();
    assert_eq!(rendered(&digest).message_id, later.message_id);
}
