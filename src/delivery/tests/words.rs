//! What a mail says.

use std::collections::HashSet;

use chrono::{Duration, NaiveDate};

use super::*;
use crate::domain::notification::entry;

#[test]
fn every_kind_in_every_language_says_what_to_do_where_and_why() {
    for message in every_message() {
        let mail = mail(&message);
        let about = format!("{:?} {:?}", message.kind, message.locale);
        let of_account = entry(message.kind).is_security();
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(&message.link), "{about}: links to it");
            assert!(
                of_account || part.contains("Ansök om bygglov"),
                "{about}: names the e-service"
            );
            assert!(
                of_account || part.contains(message.reason.as_deref().unwrap()),
                "{about}: says why"
            );
            assert!(
                of_account || part.contains("Miljö- och byggnadsförvaltningen"),
                "{about}: names the unit"
            );
            assert!(
                of_account || part.contains(message.unsubscribe_link.as_deref().unwrap()),
                "{about}: can be ended"
            );
            assert!(
                part.contains(message.settings_link.as_deref().unwrap()),
                "{about}: leads to the settings"
            );
            for left_over in ["none", "None", "{{", "{%", "undefined"] {
                assert!(!mail.text.contains(left_over), "{about}: {left_over} in the text");
            }
        }
        assert!(
            of_account || mail.subject.contains("Ansök om bygglov"),
            "{about}: {}",
            mail.subject
        );
        assert!(
            first_line(&mail).chars().count() > 40,
            "{about}: {}",
            first_line(&mail)
        );
        let tag = if message.locale == Locale::Sv {
            r#"lang="sv""#
        } else {
            r#"lang="en""#
        };
        assert!(
            mail.html.contains(tag) && !mail.html.contains("und\""),
            "{about}: says its language"
        );
    }
}

#[test]
fn every_kind_also_reads_well_with_only_the_facts_that_it_needs() {
    for message in every_message() {
        let name = message.kind.name();
        let needs_day = entry(message.kind).series.is_some()
            || ["launch", "retirement"].iter().any(|kind| name.starts_with(kind));
        let bare = Message {
            recipient: Recipient {
                name: String::new(),
                ..message.recipient.clone()
            },
            about_on: message.about_on.filter(|_| needs_day),
            actor: None,
            reason: None,
            settings_link: None,
            unsubscribe_link: None,
            decided: message.decided.clone().map(|decided| Decided {
                reason: None,
                ..decided
            }),
            ..message
        };
        let mail = mail(&bare);
        assert!(
            !mail.text.contains("none") && !mail.text.contains("  :"),
            "{}",
            mail.text
        );
        assert!(mail.headers.iter().all(|(name, _)| *name != "List-Unsubscribe"));
    }
}

#[test]
fn the_subject_names_the_thing_and_the_day() {
    let expected = [
        (
            Kind::LaunchAhead,
            "Lansering om 7 dagar: Ansök om bygglov, 30 november 2026",
            "Launch in 7 days: Ansök om bygglov, 30 November 2026",
        ),
        (
            Kind::LaunchToday,
            "Lansering idag: Ansök om bygglov, 23 november 2026",
            "Launch today: Ansök om bygglov, 23 November 2026",
        ),
        (
            Kind::LaunchOverdue,
            "Lanseringen är 3 dagar sen: Ansök om bygglov, 20 november 2026",
            "The launch is 3 days late: Ansök om bygglov, 20 November 2026",
        ),
        (
            Kind::MeasureAhead,
            "Mätning om 14 dagar: Andel digitala ansökningar (%), Ansök om bygglov, 7 december 2026",
            "Measurement in 14 days: Share of digital applications (%), Ansök om bygglov, 7 December 2026",
        ),
        (
            Kind::MeasureDue,
            "Mätning idag: Andel digitala ansökningar (%), Ansök om bygglov, 23 november 2026",
            "Measurement today: Share of digital applications (%), Ansök om bygglov, 23 November 2026",
        ),
        (
            Kind::MeasureOverdue,
            "Mätningen är 3 dagar sen: Andel digitala ansökningar (%), Ansök om bygglov, 20 november 2026",
            "The measurement is 3 days late: Share of digital applications (%), Ansök om bygglov, 20 November 2026",
        ),
        (
            Kind::TaskAssigned,
            "Ny uppgift till dig: Skriv texter till e-tjänsten, Ansök om bygglov, senast 7 december 2026",
            "A new task for you: Write the texts of the e-service, Ansök om bygglov, no later than 7 December 2026",
        ),
        (
            Kind::ApprovalAsked,
            "Ditt godkännande behövs: Designförslag, Ansök om bygglov",
            "Your approval is needed: Design proposal, Ansök om bygglov",
        ),
        (
            Kind::ApprovalDecided,
            "Inte godkänt: Designförslag, Ansök om bygglov",
            "Not approved: Design proposal, Ansök om bygglov",
        ),
        (
            Kind::LaunchMoved,
            "Lanseringen är flyttad till 14 december 2026: Ansök om bygglov",
            "The launch has moved to 14 December 2026: Ansök om bygglov",
        ),
        (
            Kind::TaskOverdue,
            "En uppgift är 3 dagar sen: Skriv texter till e-tjänsten, Ansök om bygglov, 20 november 2026",
            "A task is 3 days late: Write the texts of the e-service, Ansök om bygglov, 20 November 2026",
        ),
        (
            Kind::RoleGranted,
            "Du har fått en roll: redaktör",
            "You have been given a role: editor",
        ),
        (
            Kind::RetirementAnnounced,
            "Avvecklas 21 februari 2027: Ansök om bygglov",
            "To be retired on 21 February 2027: Ansök om bygglov",
        ),
    ];
    let subjects: HashSet<_> = Kind::ALL
        .iter()
        .map(|kind| sample(*kind, Locale::Sv).subject)
        .collect();
    assert_eq!(subjects.len(), Kind::ALL.len(), "no two kinds have the same");
    for (kind, swedish, english) in expected {
        assert_eq!(sample(kind, Locale::Sv).subject, swedish);
        assert_eq!(sample(kind, Locale::En).subject, english);
    }
}

#[test]
fn the_first_line_says_what_to_do() {
    let swedish = |kind| first_line(&sample(kind, Locale::Sv)).to_owned();
    let english = |kind| first_line(&sample(kind, Locale::En)).to_owned();
    assert_eq!(
        swedish(Kind::LaunchAhead),
        "Se till att det som är kvar att göra för Ansök om bygglov blir klart: e-tjänsten lanseras om 7 dagar, måndag 30 \
         november 2026."
    );
    assert_eq!(
        english(Kind::LaunchOverdue),
        "See to it that Ansök om bygglov gets published, or set a new launch date: the e-service was to launch on Friday \
         20 November 2026 and is not published."
    );
    assert_eq!(
        swedish(Kind::MeasureDue),
        "Mät Andel digitala ansökningar (%) för Ansök om bygglov och registrera värdet: mätningen ska göras idag, måndag \
         23 november 2026."
    );
    assert_eq!(
        english(Kind::ApprovalAsked),
        "Read “Design proposal” for Ansök om bygglov and approve it, or say no and why: Örjan Åkesson asks for your answer."
    );
    assert_eq!(
        swedish(Kind::ApprovalDecided),
        "Läs motiveringen och ändra det som behövs: Örjan Åkesson har inte godkänt ”Designförslag” för Ansök om bygglov."
    );
}

#[test]
fn one_day_is_worded_as_people_say_it() {
    let with_days = |kind, locale, days| {
        let sample = Message::sample(kind, locale);
        mail(&Message {
            about_on: Some(sample.today + Duration::days(days)),
            ..sample
        })
        .subject
    };
    assert!(with_days(Kind::LaunchAhead, Locale::Sv, 1).starts_with("Lansering imorgon:"));
    assert!(with_days(Kind::LaunchAhead, Locale::En, 1).starts_with("Launch tomorrow:"));
    assert!(with_days(Kind::LaunchOverdue, Locale::Sv, -1).starts_with("Lanseringen är en dag sen:"));
    assert!(with_days(Kind::MeasureOverdue, Locale::En, -1).starts_with("The measurement is one day late:"));
}

#[test]
fn a_measure_that_was_due_on_a_free_day_is_not_said_to_be_due_today() {
    for (locale, heading, lead) in [
        (
            Locale::Sv,
            "Dags att mäta:",
            "mätningen skulle göras lördag 21 november 2026",
        ),
        (
            Locale::En,
            "Time to measure:",
            "it was to be measured on Saturday 21 November 2026",
        ),
    ] {
        let sample = Message::sample(Kind::MeasureDue, locale);
        let saturday = mail(&Message {
            about_on: Some(sample.today - Duration::days(2)),
            ..sample
        });
        assert!(saturday.subject.starts_with(heading), "{}", saturday.subject);
        assert!(first_line(&saturday).contains(lead), "{}", first_line(&saturday));
    }
}

#[test]
fn every_month_and_weekday_has_its_name() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let (swedish, english) = (
        wording::Wording::of(Locale::Sv).unwrap(),
        wording::Wording::of(Locale::En).unwrap(),
    );
    let months: HashSet<_> = (1..=12).map(|month| swedish.date(day(month, 1))).collect();
    assert_eq!(months.len(), 12);
    assert_eq!(swedish.long_date(day(11, 29)), "söndag 29 november 2026");
    assert_eq!(swedish.long_date(day(5, 6)), "onsdag 6 maj 2026");
    assert_eq!(english.long_date(day(1, 1)), "Thursday 1 January 2026");
}

#[test]
fn a_missing_fact_is_an_error_and_not_a_hole_in_the_text() {
    let without = |message: Message| render(&message, &sender(), now()).unwrap_err();
    let launch = Message {
        about_on: None,
        ..Message::sample(Kind::LaunchAhead, Locale::Sv)
    };
    assert_eq!(
        without(launch),
        RenderError::Missing {
            kind: "launch_ahead".into(),
            fact: "about_on"
        }
    );
    let measure = Message {
        subject_of: None,
        ..Message::sample(Kind::MeasureDue, Locale::Sv)
    };
    assert_eq!(
        without(measure),
        RenderError::Missing {
            kind: "measure_due".into(),
            fact: "subject_of"
        }
    );
    let decided = Message {
        decided: None,
        ..Message::sample(Kind::ApprovalDecided, Locale::Sv)
    };
    assert_eq!(
        without(decided),
        RenderError::Missing {
            kind: "approval_decided".into(),
            fact: "decided"
        }
    );
}

#[test]
fn a_reason_of_several_lines_keeps_them() {
    let mail = sample(Kind::ApprovalDecided, Locale::Sv);
    assert!(
        mail.text.contains(
            "Motivering: Steg 3 frågar efter uppgifter som vi redan har.\n    Ta bort det steget.\n"
        ),
        "{}",
        mail.text
    );
    let line = mail.html.find("redan har.<br").unwrap();
    assert!(mail.html[line..].contains("Ta bort det steget."));
}
