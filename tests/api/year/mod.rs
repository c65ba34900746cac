//! A year of the whole municipality, by the moved clock: every mail that comes is held against an oracle that reckons it all by itself.
//!
//! None is missing, none comes twice, none at a wrong hour, in a wrong language or about something else: mails, outbox and ledger are
//! compared hour by hour. The municipality and what happens in it are drawn by lot from a seed (`LANSERA_TEST_YEAR_SEED` sets
//! another), with the holidays of a year, both changes of the clocks, people in other time zones, quiet hours, digests, absences,
//! moved and cancelled launches, tasks that are done, measures that are taken, and roles that change hands.
//!
//! The sender is asked at every hour of the year. Reminders are planned at eight and in the afternoon, and around the changes of the
//! clocks and the long holidays at every hour.

mod almanac;
pub mod chance;
mod compare;
mod happenings;
mod making;
mod oracle;
mod reading;
mod world;

use std::{collections::BTreeMap, env};

use chrono::{DateTime, Duration, NaiveDate, Utc};

use self::{
    almanac::STOCKHOLM,
    chance::Chance,
    compare::Comparison,
    happenings::{Year, schedule},
    making::{Size, make},
    oracle::{Oracle, mornings_of_weeks},
};
use crate::support::{
    app::TestApp,
    story::{Story, on_database},
};

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    on_database![every_mail_of_a_year_comes_once_and_at_its_hour]
}

/// The year: from Monday 23 November 2026.
const DAYS: i64 = 366;

/// A municipality on SQLite.
const WHOLE: Size = Size {
    people: 300,
    services: 200,
    happenings: 1_000,
};
/// A smaller one on PostgreSQL: the rules are the same code, and what differs between the databases shows here too.
const SMALL: Size = Size {
    people: 120,
    services: 60,
    happenings: 400,
};

/// Days on which reminders are planned at every hour.
const CLOSELY: [&str; 12] = [
    "2026-12-23",
    "2026-12-24",
    "2026-12-31",
    "2027-01-05",
    "2027-03-25",
    "2027-03-27",
    "2027-03-28",
    "2027-03-30",
    "2027-06-24",
    "2027-10-30",
    "2027-10-31",
    "2027-11-01",
];

async fn every_mail_of_a_year_comes_once_and_at_its_hour(app: TestApp) {
    use sea_orm::ConnectionTrait;
    let seed = env::var("LANSERA_TEST_YEAR_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_270_131);
    let whole = app.services().db.get_database_backend() == sea_orm::DbBackend::Sqlite;
    let size = if whole { WHOLE } else { SMALL };
    println!("LANSERA_TEST_YEAR_SEED={seed}, {size:?}");
    let mut chance = Chance::of(seed);
    let from = app.now();
    let (world, admin) = make(&app, size, &mut chance).await;
    let to_happen = schedule(&mut chance, from, DAYS, size.happenings);
    let last_day = STOCKHOLM.day(from) + Duration::days(DAYS);
    let oracle = Oracle::new(mornings_of_weeks(&world, from, last_day));
    let mut year = Year {
        app: &app,
        world,
        oracle,
        chance,
        admin,
        happened: BTreeMap::new(),
    };
    let mut comparison = Comparison::new(seed);
    let mut happenings = to_happen.into_iter().peekable();
    for at in (0..DAYS * 24).map(|hour| from + Duration::hours(hour)) {
        app.set(at);
        while let Some((_, what)) = happenings.next_if(|(when, _)| *when <= at) {
            year.let_happen(what).await;
        }
        if is_planned(at) {
            app.run_jobs().await;
            year.oracle.plan(&year.world, at);
        } else {
            app.send_due().await;
        }
        let expected = year.oracle.post(&year.world, at);
        comparison.hour(&app, &year.world, at, expected).await;
    }
    comparison.ledger(&app, &year.world, &year.oracle.told).await;
    println!("{}", comparison.summary());
    let kinds = year.happened.len();
    assert!(kinds > 15, "hardly anything has happened: {:?}", year.happened);
    comparison.end();
}

fn is_planned(at: DateTime<Utc>) -> bool {
    let closely = |day: NaiveDate| CLOSELY.iter().any(|date| day.to_string() == *date);
    [8, 14].contains(&STOCKHOLM.hour(at)) || closely(STOCKHOLM.day(at))
}
