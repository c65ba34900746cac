//! Reminders by example and by property.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod due;
mod hours;
mod properties;
mod steps;

use ::entity::{
    enums::ReminderSeries,
    ids::{CycleId, EServiceId, MetricId, TaskId},
};
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
const TASK: &str = "01890000-0000-7000-8000-000000000004";
const E_SERVICE: &str = "01890000-0000-7000-8000-000000000003";

fn launch_on(launch_date: NaiveDate) -> Facts {
    Facts {
        series: ReminderSeries::Launch,
        thing: Thing::Cycle(CYCLE.parse::<CycleId>().unwrap()),
        e_service: E_SERVICE.parse::<EServiceId>().unwrap(),
        date: launch_date,
        date_set_at: None,
        open: true,
        assignee: None,
        role: None,
        leads: None,
    }
}

fn measure_on(due_on: NaiveDate) -> Facts {
    Facts {
        series: ReminderSeries::Measure,
        thing: Thing::Metric(METRIC.parse::<MetricId>().unwrap()),
        ..launch_on(due_on)
    }
}

fn task_due(due_on: NaiveDate) -> Facts {
    Facts {
        series: ReminderSeries::Task,
        thing: Thing::Task(TASK.parse::<TaskId>().unwrap()),
        role: Some(Role::Editor),
        ..launch_on(due_on)
    }
}

/// The same facts with the date set at an instant.
fn set_at(facts: Facts, instant: DateTime<Utc>) -> Facts {
    Facts {
        date_set_at: Some(instant),
        ..facts
    }
}

/// The same facts once what is asked for is done.
fn done(facts: Facts) -> Facts {
    Facts { open: false, ..facts }
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
