//! Entries of calendars (RFC 5545, 5546): of a launch, sent with a mail, and those of a person's calendar.

use chrono::{DateTime, Days, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use super::{Message, Recipient, Sender, render::digest};

/// Whether the launch takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It does, on this day.
    Stands,
    /// It does not: calendars remove the entry.
    Cancelled,
}

/// An entry for the whole launch day, that leaves the day free. Its identity is that of the thing, so that a later entry for
/// the same launch takes the place of an earlier one; the growing SEQUENCE tells a calendar which is the later.
pub(super) fn launch(
    message: &Message,
    day: NaiveDate,
    state: State,
    title: &str,
    organizer: &Recipient,
    sender: &Sender,
    now: DateTime<Utc>,
) -> String {
    let mut event = Event::new();
    event
        .uid(&format!(
            "{}@{}",
            digest(&["launch", &message.thing]),
            sender.domain
        ))
        .timestamp(now)
        .sequence(minutes_since_2020(now))
        .summary(title)
        .description(&format!("{}\n{}", message.unit, message.link))
        .url(&message.link)
        .starts(day)
        .add_property("TRANSP", "TRANSPARENT");
    // An all-day event ends where the next day begins; without an end some calendars show it twice.
    if let Some(next_day) = day.checked_add_days(Days::new(1)) {
        event.ends(next_day);
    }
    let mut by = Property::new("ORGANIZER", format!("mailto:{}", organizer.email));
    if !organizer.name.is_empty() {
        by.add_parameter("CN", &organizer.name.replace('"', "'"));
    }
    event.append_property(by.done());
    let method = match state {
        State::Stands => "PUBLISH",
        State::Cancelled => {
            event.status(EventStatus::Cancelled);
            "CANCEL"
        }
    };

    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Lansera//Lansera//SV"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("METHOD", method))
        .push(event.done());
    calendar.to_string()
}

fn minutes_since_2020(now: DateTime<Utc>) -> u32 {
    const START_OF_2020: i64 = 1_577_836_800;
    u32::try_from((now.timestamp() - START_OF_2020) / 60).unwrap_or(0)
}

/// A day of a person's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Which entry it is: `launch` and the key of the cycle give the entry that mails carry.
    pub kind: &'static str,
    /// Key of the thing.
    pub thing: String,
    /// What stands in the calendar.
    pub title: String,
    /// Where it is opened.
    pub link: String,
    /// On which day.
    pub on: NaiveDate,
}

/// A person's calendar, for a program that comes again and again.
#[must_use]
pub fn calendar(name: &str, days: &[CalendarDay], sender: &Sender, now: DateTime<Utc>) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Lansera//Lansera//SV"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("X-WR-CALNAME", name))
        .append_property(("NAME", name))
        .append_property(("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"))
        .append_property(("X-PUBLISHED-TTL", "PT1H"));
    for day in days {
        let mut event = Event::new();
        event
            .uid(&format!("{}@{}", digest(&[day.kind, &day.thing]), sender.domain))
            .timestamp(now)
            .summary(&day.title)
            .description(&day.link)
            .url(&day.link)
            .starts(day.on)
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(next_day) = day.on.checked_add_days(Days::new(1)) {
            event.ends(next_day);
        }
        calendar.push(event.done());
    }
    calendar.to_string()
}
