//! Reminders by example and by property.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod due;
mod properties;
mod steps;

use ::entity::ids::{CycleId, EServiceId, MetricId};
use chrono::{DateTime, NaiveDate, Utc};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// "2026-09-01 08:00" on the clock in Stockholm.
fn at(text: &str) -> DateTime<Utc> {
    let (date, time) = text.split_once(' ').unwrap();
    Policy::default()
        .zone
        .instant(day(date), format!("{time}:00").parse().unwrap())
}

const CYCLE: &str = "01890000-0000-7000-8000-000000000001";
const METRIC: &str = "01890000-0000-7000-8000-000000000002";
const E_SERVICE: &str = "01890000-0000-7000-8000-000000000003";

fn launch_on(launch_date: NaiveDate) -> Facts {
    Facts::Launch {
        cycle: CYCLE.parse::<CycleId>().unwrap(),
        e_service: E_SERVICE.parse::<EServiceId>().unwrap(),
        launch_date,
        date_set_at: None,
        published: false,
        in_phase_launch_or_approved: true,
    }
}

fn measure_on(due_on: NaiveDate) -> Facts {
    Facts::Measure {
        metric: METRIC.parse::<MetricId>().unwrap(),
        e_service: E_SERVICE.parse::<EServiceId>().unwrap(),
        due_on,
        date_set_at: None,
    }
}

/// The same facts with the date set at an instant.
fn set_at(mut facts: Facts, instant: DateTime<Utc>) -> Facts {
    match &mut facts {
        Facts::Launch { date_set_at, .. } | Facts::Measure { date_set_at, .. } => {
            *date_set_at = Some(instant)
        }
    }
    facts
}

/// The same facts after the publication.
fn published(mut facts: Facts) -> Facts {
    if let Facts::Launch { published, .. } = &mut facts {
        *published = true;
    }
    facts
}

/// Kind, step and local moment of each, in order: "launch_ahead 30 2026-08-14 08:00".
fn told(occurrences: &[Occurrence]) -> Vec<String> {
    let zone = Policy::default().zone.tz();
    let line = |it: &Occurrence| {
        format!(
            "{} {} {}",
            it.kind.name(),
            it.step,
            it.send_at.with_timezone(&zone).format("%Y-%m-%d %H:%M")
        )
    };
    occurrences.iter().map(line).collect()
}

fn whole_row(facts: &Facts) -> Vec<Occurrence> {
    upcoming(
        &Policy::default(),
        facts,
        at("2020-01-01 00:00"),
        at("2040-01-01 00:00"),
    )
}
