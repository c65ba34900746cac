//! Whether the settings fit together.

use super::{Mail, MailTransport, Settings, SettingsError};

impl Settings {
    /// The first setting that is out of its range, as an error.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
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
