//! The product, started as its users start it: the same settings, the same server, the same log.

use std::{fs::OpenOptions, net::SocketAddr, sync::Mutex};

use entity::{ids::ProcessTemplateId, process_template};
use lansera::{
    app::App,
    clock::Clock,
    config::{DEFAULTS, Secret, Settings},
    domain::template::Template,
};
use sea_orm::{ActiveValue::Set, DatabaseConnection, DbErr, EntityTrait};
use tracing_subscriber::{EnvFilter, fmt};

use crate::seed::TO_COMPLETE;

/// The documented defaults, on the database of the run.
pub fn settings(url: &str, connections: u32) -> Result<Settings, String> {
    let mut settings: Settings = toml::from_str(DEFAULTS).map_err(|error| error.to_string())?;
    settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let name = if url.starts_with("postgres") {
        "?application_name=product"
    } else {
        ""
    };
    settings.database.url = Secret(format!("{url}{name}"));
    settings.database.max_connections = connections;
    // The measuring may take longer than a token is good for otherwise.
    settings.tokens.access_seconds = 86_400;
    // What the clock brings once a minute would hit one of the two servers only.
    settings.jobs.enabled = false;
    Ok(settings)
}

/// The process of the benchmark: that of the product, but for the activities that are completed, which leave nothing behind. What is
/// measured is completing a task, not what a process may ask for besides.
pub fn template() -> String {
    let mut of_these = false;
    let lines = Template::built_in().lines().filter(|line| {
        if let Some(key) = line.strip_prefix("key = ") {
            of_these = TO_COMPLETE.contains(&key.trim_matches('"'));
        }
        !(of_these && line.starts_with("leaves = "))
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Makes the tables, and loads the process of the benchmark before the product would load its own.
pub async fn prepare(db: &DatabaseConnection) -> Result<(), DbErr> {
    lansera::database::migrate(db).await?;
    let row = process_template::ActiveModel {
        id: Set(ProcessTemplateId::new()),
        number: Set(1),
        source: Set(template()),
        source_hash: Set("of the benchmark".into()),
        loaded_at: Set(Clock::System.now()),
    };
    process_template::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Builds the product.
pub async fn build(settings: Settings) -> Result<App, String> {
    App::build(settings, Clock::System, None)
        .await
        .map_err(|error| error.to_string())
}

/// Writes the log that the product writes, to where nobody reads it.
pub fn log(filter: &str) -> Result<(), String> {
    let nowhere = OpenOptions::new().write(true).open("/dev/null");
    let nowhere = Mutex::new(nowhere.map_err(|error| format!("/dev/null: {error}"))?);
    let filter = EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(nowhere)
        .try_init()
        .map_err(|error| error.to_string())
}
