//! Measures the product against a bare axum + SQL endpoint that gives the same answers. bench/README.md says how and what.
#![recursion_limit = "1024"]

mod bare;
mod cluster;
mod compare;
mod cpu;
mod load;
mod mails;
mod measure;
mod operations;
mod planning;
mod product;
mod report;
mod seed;
mod tasks;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use lansera::global_id::encode as global_id;

use cluster::Cluster;
use operations::Operation;

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the product against a bare axum + SQL endpoint that gives the same answers, on a PostgreSQL of its own.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Something else to measure.
    #[command(subcommand)]
    other: Option<Other>,
    /// E-services in the database; 20000 for a large municipality with 840,000 tasks.
    #[arg(long, default_value_t = 200)]
    e_services: usize,
    /// Connections of clients.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 64])]
    connections: Vec<usize>,
    /// What is measured.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Operation::ALL)]
    operations: Vec<Operation>,
    /// Turns of each server at each operation and number of connections.
    #[arg(long, default_value_t = 4)]
    rounds: usize,
    /// Seconds of a turn.
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Connections of each server to the database.
    #[arg(long, default_value_t = 4)]
    pool: u32,
    /// File for the results as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
}

/// What is measured beside the requests of clients.
#[derive(Debug, Subcommand)]
enum Other {
    /// Mails a second that a mail server is handed, beside what lettre alone reaches.
    Mails(mails::Arguments),
    /// How long planning reminders takes in a very large municipality.
    Planning(planning::Arguments),
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let table = match &arguments.other {
        Some(Other::Mails(arguments)) => Some(mails::run(arguments)?),
        Some(Other::Planning(arguments)) => Some(planning::run(arguments)?),
        None => None,
    };
    if let Some(table) = table {
        println!("{table}");
        return Ok(());
    }
    let cluster = Cluster::start()?;
    let rows = measure::all(arguments, &cluster.url());
    cluster.stop();
    let rows = rows?;
    println!("{}", report::table(&rows));
    let pool = usize::try_from(arguments.pool).unwrap_or_default();
    let json = report::json(arguments.e_services, pool, &rows);
    if let Some(file) = &arguments.json {
        let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    } else {
        println!("{json}");
    }
    Ok(())
}
