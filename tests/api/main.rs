//! All tests that go through the product's own doors, in one program: stories, on both databases.
//!
//! A file of stories has `pub fn stories() -> Vec<Story>` and is added to [`all`]. Names can be chosen by their parts as usual:
//! `cargo test --test api postgres::process`. Where a machine lacks what stories need, they are skipped, and it is said which
//! and why; with LANSERA_TEST_FORBID_SKIPS=1 that is a failure.
#![recursion_limit = "1024"]

mod activities;
mod clients;
mod connections;
mod contract;
mod delivery;
mod escalation;
mod files;
mod files_in_s3;
mod instances;
mod jobs;
mod migrations;
mod notifications;
mod outbox;
mod process;
mod retention;
mod sending;
mod story;
mod support;
mod year;

use std::{env, process::ExitCode};

use libtest_mimic::Arguments;
use support::story::{Need, Story, Telling, tellings};

fn all() -> Vec<Story> {
    [
        // The longest first, so that the others run beside it.
        year::stories(),
        activities::stories(),
        clients::stories(),
        connections::stories(),
        contract::stories(),
        delivery::stories(),
        escalation::stories(),
        files::stories(),
        instances::stories(),
        jobs::stories(),
        files_in_s3::stories(),
        migrations::stories(),
        notifications::stories(),
        outbox::stories(),
        process::stories(),
        retention::stories(),
        sending::stories(),
        story::stories(),
    ]
    .concat()
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tellings = tellings(&all());
    let skips = skips(&tellings, &arguments);
    if !arguments.list {
        skips.iter().for_each(|skip| println!("{skip}"));
    }
    let conclusion = libtest_mimic::run(&arguments, tellings.into_iter().map(Telling::trial).collect());
    support::postgres::stop();
    if arguments.list || skips.is_empty() {
        return conclusion.exit_code();
    }
    skips.iter().for_each(|skip| println!("{skip}"));
    if env::var("LANSERA_TEST_FORBID_SKIPS").is_ok_and(|value| value == "1") {
        println!("LANSERA_TEST_FORBID_SKIPS is set, so this is a failure.");
        return ExitCode::from(101);
    }
    conclusion.exit_code()
}

/// A line for each thing that is lacking: how many of the chosen tests are skipped, and why.
fn skips(tellings: &[Telling], arguments: &Arguments) -> Vec<String> {
    let names = |name: &str, part: &String| {
        if arguments.exact {
            name == part
        } else {
            name.contains(part)
        }
    };
    let chosen = |telling: &&Telling| {
        let name = telling.name.as_str();
        arguments.filter.as_ref().is_none_or(|part| names(name, part))
            && !arguments.skip.iter().any(|part| names(name, part))
    };
    let mut lines = Vec::new();
    for need in [Need::Postgres, Need::SmtpSink, Need::S3Server] {
        let count = tellings
            .iter()
            .filter(chosen)
            .filter(|telling| telling.lacks == Some(need))
            .count();
        if let (1.., Err(reason)) = (count, need.met()) {
            lines.push(format!("skipped: {count} tests {need}: {reason}"));
        }
    }
    lines
}
