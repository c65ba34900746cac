//! Why the server does not start, in words for the one who starts it.

use std::net::SocketAddr;

use crate::config;

/// Why the server does not start: one line that says what to mend.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] config::SettingsError),
    /// The database cannot be opened or brought to the newest schema.
    #[error("database {url}: {reason}")]
    Database {
        /// Its address, without user and password.
        url: String,
        /// What it answered.
        reason: String,
    },
    /// The database is not at the newest schema.
    #[error(
        "the database lacks {0} migration(s): run \"lansera migrate up\", or set database.migrate_on_start to true"
    )]
    PendingMigrations(usize),
    /// Mails cannot be sent by these settings.
    #[error("section [mail]: {0}")]
    Mail(String),
    /// The address to listen on is taken, or not one of this machine.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl StartError {
    pub(super) fn database(url: &str, error: &impl std::fmt::Display) -> Self {
        let reason = one_line(&error.to_string());
        Self::Database {
            url: without_credentials(url),
            // What the pool says when nobody listens there.
            reason: if reason.contains("pool timed out") {
                "nothing answers there".to_owned()
            } else {
                reason
            },
        }
    }
}

/// An address without the user and the password in it.
fn without_credentials(url: &str) -> String {
    let shown = match url.split_once("://") {
        Some((scheme, rest)) => {
            let authority = rest.find('/').unwrap_or(rest.len());
            let host = rest[..authority].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[host..])
        }
        None => url.to_owned(),
    };
    // Parameters can carry a password too.
    shown.split('?').next().unwrap_or_default().to_owned()
}

/// The same text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_user_and_password() {
        for (url, shown) in [
            (
                "postgres://anna:p%40ss@db.example:5432/lansera",
                "postgres://db.example:5432/lansera",
            ),
            (
                "postgres://anna:p@ss@db.example/lansera",
                "postgres://db.example/lansera",
            ),
            (
                "postgres://db.example/lansera?password=hemligt",
                "postgres://db.example/lansera",
            ),
            ("sqlite://data/lansera.sqlite", "sqlite://data/lansera.sqlite"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(without_credentials(url), shown);
        }
    }

    #[test]
    fn why_the_server_does_not_start_is_said_in_one_line() {
        let error = StartError::database("sqlite://a", &"first\nsecond");
        assert_eq!(error.to_string(), "database sqlite://a: first second");
    }
}
