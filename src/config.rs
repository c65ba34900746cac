//! Settings: the documented file `config/default.toml`, then a file, then the environment, then flags.

mod reminders;

use std::{fmt::Display, net::SocketAddr, path::PathBuf, str::FromStr};

use config::{Config, ConfigError, Environment, File, FileFormat};
use serde::Deserialize;

pub use reminders::Escalation;
use reminders::words;

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

/// Where attachments lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileStore {
    /// In a folder of this machine.
    Folder,
    /// In a bucket of a store that speaks S3.
    S3,
}

/// How mails leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Over SMTP.
    Smtp,
    /// Into a folder, as files.
    Folder,
    /// Not at all: they wait in the outbox.
    None,
}

/// How the connection to the SMTP server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS; refused where the server does not offer it.
    StartTls,
    /// In clear text.
    None,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// A JSON object a line.
    Json,
}

/// A value that is never shown.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
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

    fn validate(&self) -> Result<(), SettingsError> {
        let refuse = |name, reason: &str| {
            Err(SettingsError::Refused {
                name,
                reason: reason.into(),
            })
        };
        let url = &self.database.url.0;
        if !["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            return refuse(
                "database.url",
                "must begin with sqlite:, postgres: or postgresql:",
            );
        }
        if !self.public_url.starts_with("http://") && !self.public_url.starts_with("https://") {
            return refuse("public_url", "must begin with http:// or https://");
        }
        if !self.server_url.is_empty()
            && !self.server_url.starts_with("http://")
            && !self.server_url.starts_with("https://")
        {
            return refuse("server_url", "must be empty or begin with http:// or https://");
        }
        if let Some(origin) = self.allowed_origins.iter().find(|origin| !is_origin(origin)) {
            return refuse(
                "allowed_origins",
                &format!("{origin:?} is not of the form https://host or https://host:port"),
            );
        }
        if !(30..=86_400).contains(&self.tokens.access_seconds) {
            return refuse("tokens.access_seconds", "must be between 30 and 86400");
        }
        if self.tokens.refresh_days < 1 || self.tokens.session_days < self.tokens.refresh_days {
            return refuse(
                "tokens.refresh_days",
                "must be at least 1 and at most tokens.session_days",
            );
        }
        if self.passwords.min_length < 8 {
            return refuse("passwords.min_length", "must be at least 8");
        }
        if argon2::Params::new(
            self.passwords.memory_kib,
            self.passwords.passes,
            self.passwords.lanes,
            None,
        )
        .is_err()
        {
            return refuse(
                "passwords.memory_kib",
                "memory, passes and lanes are no cost that Argon2 accepts",
            );
        }
        if self.mail.from.parse::<lettre::message::Mailbox>().is_err() {
            return refuse("mail.from", "is no mail address");
        }
        if self.mail.transport == MailTransport::Smtp && self.mail.host.is_empty() {
            return refuse("mail.host", "must name a server when mail.transport is \"smtp\"");
        }
        if !(1..=120).contains(&self.mail.timeout_seconds) {
            return refuse("mail.timeout_seconds", "must be between 1 and 120");
        }
        self.mail.validate()?;
        if self.launch.publication_lead_days > 100 {
            return refuse("launch.publication_lead_days", "must be between 0 and 100");
        }
        self.reminders.validate()?;
        if !matches!(self.notifications.keep_days, 0 | 30..=36_500) {
            return refuse("notifications.keep_days", "must be 0, or between 30 and 36500");
        }
        if self.jobs.attempts < 1 {
            return refuse("jobs.attempts", "must be at least 1");
        }
        if !(1..=3_600).contains(&self.jobs.retry_seconds) {
            return refuse("jobs.retry_seconds", "must be between 1 and 3600");
        }
        // A send makes at most two attempts, and a tenth of the lease is left for writing down how it went.
        let sends = 2 * self.mail.timeout_seconds;
        if self.jobs.lease_seconds > 3_600 || u64::from(self.jobs.lease_seconds) * 9 / 10 <= sends {
            return refuse(
                "jobs.lease_seconds",
                "must be at most 3600, and nine tenths of it longer than two sends (mail.timeout_seconds)",
            );
        }
        if self.limits.depth < 15 {
            return refuse(
                "limits.depth",
                "must be at least 15, or tools cannot read the schema",
            );
        }
        Ok(())
    }
}

impl Mail {
    fn validate(&self) -> Result<(), SettingsError> {
        let refuse = |name, reason: &str| {
            Err(SettingsError::Refused {
                name,
                reason: reason.into(),
            })
        };
        if self.mails_per_connection < 1 {
            return refuse("mail.mails_per_connection", "must be at least 1");
        }
        if !(1..=3600).contains(&self.connection_seconds) {
            return refuse("mail.connection_seconds", "must be between 1 and 3600");
        }
        if !(1..=50).contains(&self.at_once) {
            return refuse("mail.at_once", "must be between 1 and 50");
        }
        let dkim = [&self.dkim_domain, &self.dkim_selector, &self.dkim_key_file];
        if dkim.iter().any(|text| text.is_empty()) && !dkim.iter().all(|text| text.is_empty()) {
            return refuse(
                "mail.dkim_domain",
                "goes together with dkim_selector and dkim_key_file: all of them, or none",
            );
        }
        Ok(())
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

/// A list as a file has it, or values with commas between them as an environment variable has it.
fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + FromStr<Err: Display>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given<T> {
        List(Vec<T>),
        Words(String),
    }
    match Given::deserialize(deserializer)? {
        Given::List(list) => Ok(list),
        Given::Words(words) => words
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| {
                word.parse()
                    .map_err(|error| serde::de::Error::custom(format!("{word}: {error}")))
            })
            .collect(),
    }
}

/// Whether a text is a web origin as browsers send it: scheme and host, no path.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .chars()
                .all(|c| c.is_ascii_graphic() && !"/?#@\\*".contains(c))
    })
}

#[cfg(test)]
mod tests;
