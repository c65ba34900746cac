//! How long planning reminders takes in a very large municipality: every minute, on both databases.

use std::{fs, time::Instant};

use clap::Args;
use lansera::{app::App, clock::Clock, service::notification::plan::plan};
use sea_orm::ConnectionTrait;

use crate::{
    cluster::Cluster,
    product,
    seed::{light::Light, outbox::MORNING},
};

/// What is measured.
#[derive(Debug, Args)]
pub struct Arguments {
    /// E-services.
    #[arg(long, default_value_t = 20_000)]
    e_services: usize,
    /// Open tasks of each.
    #[arg(long, default_value_t = 5)]
    tasks: usize,
    /// How often it is planned once everything is told.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// Measures it on a PostgreSQL of its own and in a file; the answer is a table.
pub fn run(arguments: &Arguments) -> Result<String, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let mut table =
        String::from("planning       reminders   first time   each minute   statements   memory for it\n");
    let cluster = Cluster::start()?;
    let line = runtime.block_on(measure(arguments, "PostgreSQL", &cluster.url()));
    cluster.stop();
    table += &line?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("lansera.sqlite");
    table += &runtime.block_on(measure(
        arguments,
        "SQLite",
        &format!("sqlite://{}", file.display()),
    ))?;
    Ok(table)
}

async fn measure(arguments: &Arguments, system: &str, url: &str) -> Result<String, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{system}: {error}");
    let settings = product::settings(url, 0)?;
    let app = App::build(settings, Clock::at(MORNING), None)
        .await
        .map_err(|error| failed(&error))?;
    let services = &app.services;
    Light::make(services, arguments.e_services, arguments.tasks)
        .await
        .map_err(|error| failed(&error))?;
    services
        .db
        .execute_unprepared("ANALYZE")
        .await
        .map_err(|error| failed(&error))?;
    let begun = Instant::now();
    let told = plan(services).await.map_err(|error| failed(&error))?;
    let first = begun.elapsed();
    services
        .db
        .execute_unprepared("ANALYZE")
        .await
        .map_err(|error| failed(&error))?;
    let before = peak(true);
    let (counted, statements) = services.db.counted();
    let services = lansera::service::Services {
        db: counted,
        ..services.clone()
    };
    let mut took = Vec::new();
    for _ in 0..arguments.rounds.max(1) {
        let begun = Instant::now();
        let again = plan(&services).await.map_err(|error| failed(&error))?;
        took.push(begun.elapsed());
        if again > 0 {
            return Err(format!("{system}: {again} reminders were told twice"));
        }
    }
    took.sort();
    let statements = statements.load(std::sync::atomic::Ordering::Relaxed) / took.len();
    let memory = peak(false).saturating_sub(before) / 1024;
    Ok(format!(
        "{system:<12} {told:>11} {:>10.2} s {:>11.3} s {statements:>12} {memory:>12} MiB\n",
        first.as_secs_f64(),
        took[took.len() / 2].as_secs_f64(),
    ))
}

/// The most memory that this process has had so far, in KiB, or, `anew`, has now and is counted from. Only Linux tells; elsewhere it is 0.
fn peak(anew: bool) -> usize {
    if anew {
        let _ = fs::write("/proc/self/clear_refs", "5");
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
