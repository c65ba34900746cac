//! The mails that reached the people.

use super::{
    from_idea_to_inbox::NAME,
    inbox::{Letter, letters},
    town::Town,
};
use crate::support::smtp_sink::SmtpSink;

/// Where people reach the client.
const ADDRESS: &str = "https://e-tjanster.exempelkommun.example";

/// Every mail there was, each a line: when, to whom, what.
const LETTERS: &str = include_str!("letters.txt");

pub fn each_got_what_concerned_them(town: &Town, mails: &SmtpSink) {
    let letters = letters(mails);
    let lines: Vec<_> = letters.iter().map(Letter::line).collect();
    let expected: Vec<_> = LETTERS.lines().collect();
    assert!(lines == expected, "these mails came:\n{}", lines.join("\n"));
    for letter in &letters {
        reads_well(letter);
        let is_of_launch = ["Lansering om", "Lansering idag", "Launch in", "Launch today"]
            .iter()
            .any(|words| letter.subject.starts_with(words));
        if is_of_launch {
            tells_of_the_launch(letter, town);
        }
        assert_eq!(letter.calendar.is_empty(), !is_of_launch, "{}", letter.line());
    }
}

/// The two Philips read English, everybody else Swedish.
fn reads_well(letter: &Letter) {
    let (language, words) = match letter.to.as_str() {
        "philip.ek" | "philip.nord" => ("en", "Sent automatically by Lansera"),
        _ => ("sv", "Skickat automatiskt av Lansera"),
    };
    assert_eq!(letter.language, language, "{}", letter.line());
    // Another e-service of the town has people of its own.
    let name = if letter.to.ends_with(".nord") {
        "Ansök om skolskjuts"
    } else {
        NAME
    };
    for body in [&letter.text, &letter.html] {
        for part in [words, name, ADDRESS] {
            assert!(body.contains(part), "{part} in {}\n{body}", letter.line());
        }
    }
}

/// The day, the way to the e-service, and an entry for the calendar.
fn tells_of_the_launch(letter: &Letter, town: &Town) {
    let day = match letter.language.as_str() {
        "en" => "Monday 12 April 2027",
        _ => "måndag 12 april 2027",
    };
    let link = format!("{ADDRESS}/e-services/{}", town.e_service());
    for body in [&letter.text, &letter.html] {
        for part in [day, &link] {
            assert!(body.contains(part), "{part} in {}\n{body}", letter.line());
        }
    }
    let calendar = &letter.calendar;
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270412"), "{calendar}");
}

/// Neither after a restart, nor after three days of standing still.
pub async fn nothing_is_told_twice(town: Town, mails: &SmtpSink) -> Town {
    let town = town.restarted().await;
    assert_eq!(town.post().await, 0);
    town.app.advance(chrono::Duration::days(3));
    let town = town.restarted().await;
    town.post().await;
    let town = town.restarted().await;
    assert_eq!(town.post().await, 0);
    town.comes("2027-07-11").await;
    let mut lines: Vec<_> = letters(mails).iter().map(Letter::line).collect();
    let count = lines.len();
    lines.dedup();
    assert_eq!(lines.len(), count, "nobody has the same mail twice of a day");
    town
}
