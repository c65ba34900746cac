//! Reminders: due dates and the clock in, and each person told once.

mod launch;
mod ledger;
mod mails;
mod measures;
mod reach;

use std::collections::BTreeSet;

use ::entity::enums::{DeliveryForm, NotificationKind, ReminderSeries as Series};
use chrono::NaiveDate;
use lansera::{
    domain::notification::entry,
    service::notification::{
        claim::{self, Ended},
        outgoing::{self, Load, Outgoing},
        plan,
    },
};

use crate::support::{app::TestApp, given::Person, story::Story};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        launch::stories(),
        measures::stories(),
        ledger::stories(),
        mails::stories(),
        reach::stories(),
    ]
    .concat()
}

/// Something that somebody was told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    /// On which day.
    on: NaiveDate,
    kind: NotificationKind,
    /// The date that it is about.
    about: NaiveDate,
    to: String,
}

/// Does once what the worker does at each tick: plans what is due, and sends it if its reason still stands.
pub(super) async fn tick(app: &TestApp) {
    told_now(app).await;
}

/// [`tick`], and who was told what.
async fn told_now(app: &TestApp) -> Vec<Told> {
    let services = app.services();
    plan::plan(services).await.expect("reminders are planned");
    send_as(app, "the only worker").await
}

/// Sends what waits in the outbox, as one of many workers could.
async fn send_as(app: &TestApp, worker: &str) -> Vec<Told> {
    let services = app.services();
    let mut told = Vec::new();
    loop {
        let claimed = claim::claim(services, worker, DeliveryForm::ALL, 25)
            .await
            .expect("deliveries are claimed");
        if claimed.is_empty() {
            told.sort();
            return told;
        }
        for row in claimed {
            let ended = match outgoing::look(services, &row)
                .await
                .expect("a delivery is looked at")
            {
                Outgoing::Send(parcel) => {
                    // Launches and measures are looked at here; tasks and approvals have their own reminders.
                    if let Load::Notice(said) = parcel.load
                        && let Some(Series::Launch | Series::Measure) = entry(said.notification.kind).series
                    {
                        told.push(Told {
                            on: app.today(),
                            kind: said.notification.kind,
                            about: said.notification.about_on.expect("a date"),
                            to: said.user.email.clone(),
                        });
                    }
                    Ended::Sent
                }
                Outgoing::Cancel(reason) => Ended::Cancelled(reason.to_owned()),
                Outgoing::Hold(until) => Ended::Until(until),
            };
            claim::end(services, worker, row.id, ended)
                .await
                .expect("a delivery is ended");
        }
    }
}

/// Lets the mornings from one day to another pass, each with its tick, and answers what was told.
pub(super) async fn mornings(app: &TestApp, from: &str, to: &str) -> Vec<Told> {
    let mut told = Vec::new();
    for date in day(from).iter_days().take_while(|date| *date <= day(to)) {
        app.set_morning(date);
        told.extend(told_now(app).await);
    }
    told
}

/// The days on which something was told, with what: `2026-12-29 LaunchAhead`.
pub(super) fn days(told: &[Told]) -> Vec<String> {
    let days: BTreeSet<_> = told
        .iter()
        .map(|told| format!("{} {:?}", told.on, told.kind))
        .collect();
    days.into_iter().collect()
}

/// Each of these people was told on each of these days, once, and nobody else.
#[track_caller]
fn each_once(told: &[Told], people: &[&Person]) {
    let mut expected: Vec<_> = people.iter().map(|person| person.email.as_str()).collect();
    expected.sort_unstable();
    for day in days(told) {
        let mut on_day: Vec<_> = told
            .iter()
            .filter(|told| day == format!("{} {:?}", told.on, told.kind))
            .map(|told| told.to.as_str())
            .collect();
        on_day.sort_unstable();
        assert_eq!(on_day, expected, "{day}");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}
