//! Settings: the documented file `config/default.toml`, then a file, then the environment, then flags.

mod check;
mod reminders;
mod values;

use std::{net::SocketAddr, path::PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat};
use serde::Deserialize;

use reminders::words;
use values::list;
pub use {
    reminders::Escalation,
    values::{FileStore, LogFormat, MailSecurity, MailTransport, Network, Secret},
};

/// The documented defaults, compiled in.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// All settings; each is described in `config/default.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "described once, in config/default.toml")]
pub struct Settings {
    pub listen: SocketAddr,
    pub public_url: String,
    pub server_url: String,
    pub municipality: String,
    pub time_zone: chrono_tz::Tz,
    #[serde(deserialize_with = "list")]
    pub allowed_origins: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub trusted_proxies: Vec<Network>,
    pub database: Database,
    pub tokens: Tokens,
    pub passwords: Passwords,
    pub mail: Mail,
    pub launch: Launch,
    pub reminders: Reminders,
    pub notifications: Notifications,
    pub jobs: Jobs,
    pub limits: Limits,
    pub files: Files,
    pub graphql: GraphQl,
    pub log: Log,
}

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident { $($(#[$serde:meta])* $field:ident: $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "described once, in config/default.toml")]
        pub struct $name { $($(#[$serde])* pub $field: $ty,)* }
    )*};
}

sections! {
    /// Section `[database]`.
    Database { url: Secret, max_connections: u32, migrate_on_start: bool }
    /// Section `[tokens]`.
    Tokens { issuer: String, audience: String, access_seconds: i64, refresh_days: i64, session_days: i64 }
    /// Section `[passwords]`.
    Passwords { memory_kib: u32, passes: u32, lanes: u32, min_length: usize }
    /// Section `[mail]`.
    Mail {
        transport: MailTransport, from: String, folder: PathBuf, host: String, port: u16, security: MailSecurity,
        user: String, password: Secret, timeout_seconds: u64, certificate_authority: String,
        accept_invalid_certificates: bool, mails_per_connection: u32, connection_seconds: u64, at_once: usize,
        per_minute: u32, dkim_domain: String, dkim_selector: String, dkim_key_file: String,
    }
    /// Section `[launch]`.
    Launch { publication_lead_days: u16 }
    /// Section `[reminders]`.
    Reminders {
        #[serde(deserialize_with = "list")] launch_days: Vec<i64>,
        #[serde(deserialize_with = "list")] publication_days: Vec<i64>,
        #[serde(deserialize_with = "list")] deadline_days: Vec<i64>,
        #[serde(deserialize_with = "list")] measure_days: Vec<i64>,
        #[serde(deserialize_with = "list")] report_days: Vec<i64>,
        #[serde(deserialize_with = "list")] task_days: Vec<i64>,
        #[serde(deserialize_with = "words")] launch_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] publication_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] deadline_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] measure_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] report_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] check_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] task_escalation: Vec<Escalation>,
        #[serde(deserialize_with = "words")] approval_escalation: Vec<Escalation>,
        send_hour: u32,
    }
    /// Section `[notifications]`.
    Notifications { keep_days: u32 }
    /// Section `[jobs]`.
    Jobs { enabled: bool, attempts: i32, retry_seconds: u32, lease_seconds: u32 }
    /// Section `[limits]`.
    Limits {
        depth: usize, complexity: usize, root_fields: usize, body_bytes: usize, seconds: u64, failed_log_ins: u32,
        feedback_per_hour: u32, published_per_minute: u32,
    }
    /// Section `[files]`.
    Files {
        store: FileStore, folder: PathBuf, bucket: String, region: String, endpoint: String, access_key_id: String,
        secret_access_key: Secret, max_bytes: u64, upload_seconds: i64, download_seconds: i64,
    }
    /// Section `[graphql]`.
    GraphQl { introspection: bool, graphiql: bool, explorer_folder: PathBuf, sql_count: bool }
    /// Section `[log]`.
    Log { filter: String, format: LogFormat }
}

/// Why the settings are not accepted: one line that names the setting.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file or variable could not be read as what the setting is.
    #[error("{0}")]
    Unreadable(#[from] ConfigError),
    /// A value is out of its range.
    #[error("setting {name}: {reason}")]
    Refused {
        /// The setting, as in the file: section and key.
        name: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

/// What the command line overrides.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// A file to read on top of the defaults.
    pub file: Option<PathBuf>,
    /// Pairs of setting and value, for example `("listen", "127.0.0.1:0")`.
    pub values: Vec<(&'static str, String)>,
}

impl Settings {
    /// Where this server is reached from outside, without a slash at its end.
    #[must_use]
    pub fn server_url(&self) -> &str {
        let given = if self.server_url.is_empty() {
            &self.public_url
        } else {
            &self.server_url
        };
        given.trim_end_matches('/')
    }

    /// Reads defaults, file, environment and overrides, in this order, and checks the whole.
    ///
    /// # Errors
    /// Names the first setting that is unknown, of the wrong kind, or out of its range.
    pub fn load(overrides: &Overrides) -> Result<Self, SettingsError> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = &overrides.file {
            builder = builder.add_source(File::from(file.as_path()).format(FileFormat::Toml));
        }
        builder = builder
            .add_source(
                Environment::with_prefix("LANSERA")
                    .prefix_separator("_")
                    .separator("__")
                    .ignore_empty(true)
                    .source(Some(environment())),
            )
            .set_override_option("database.url", std::env::var("DATABASE_URL").ok())?;
        for (name, value) in &overrides.values {
            builder = builder.set_override(*name, value.as_str())?;
        }
        let settings: Self = builder.build()?.try_deserialize()?;
        settings.validate()?;
        Ok(settings)
    }
}

/// The variables that are settings: those that begin with LANSERA_, but for the ones that name a file or are for tests and
/// checks.
fn environment() -> config::Map<String, String> {
    std::env::vars()
        .filter(|(name, _)| {
            let other = ["LANSERA_TEST_", "LANSERA_CI_"];
            name.starts_with("LANSERA_")
                && name != "LANSERA_CONFIG"
                && !other.iter().any(|prefix| name.starts_with(prefix))
        })
        .collect()
}

#[cfg(test)]
mod tests;
