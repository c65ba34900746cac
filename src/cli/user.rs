//! `lansera user`: accounts and roles without logging in, for whoever has the machine.

use std::{io::BufRead, str::FromStr};

use ::entity::{
    enums::{Locale, Role},
    ids::{EServiceId, OrgUnitId},
};
use clap::{Args, Subcommand, ValueEnum};

use super::{CliError, logging, print};
use crate::{
    app::App,
    clock::Clock,
    config::{MailTransport, Settings},
    global_id::{self, Named},
    service::account::{
        queries,
        roles::{self, Appointment},
        users::{self, NewUser},
    },
};

/// What is done to accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account. Prints a password, once, unless one is given.
    Create(Create),
    /// Give somebody a role.
    Grant(Grant),
}

/// A new account.
#[derive(Debug, Args)]
pub struct Create {
    /// E-mail address, with which the person logs in.
    #[arg(long)]
    email: String,
    /// Name as shown.
    #[arg(long)]
    name: String,
    /// Language of mails.
    #[arg(long, value_enum, default_value_t = Language::Sv)]
    language: Language,
    /// Read the password from the first line of stdin, instead of making one.
    #[arg(long)]
    password_stdin: bool,
}

/// A language.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// Swedish.
    Sv,
    /// English.
    En,
}

/// A role to be given.
#[derive(Debug, Args)]
pub struct Grant {
    /// E-mail address of the account.
    #[arg(long)]
    email: String,
    /// The role, for example admin, management, owner or service-manager.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Only for this organisational unit with those below it: its id in the API.
    #[arg(long, value_name = "ID", conflicts_with = "e_service")]
    org_unit: Option<String>,
    /// Only for this e-service: its id in the API.
    #[arg(long, value_name = "ID")]
    e_service: Option<String>,
}

impl User {
    /// Does it in the database of the settings.
    pub async fn run(self, mut settings: Settings) -> Result<(), CliError> {
        settings.log.filter = "warn".to_owned();
        // Nothing is sent from here; the server does that.
        settings.mail.transport = MailTransport::None;
        logging::start(&settings.log)?;
        let app = App::build(settings, Clock::System, None).await?;
        let told = match self {
            Self::Create(create) => create.run(&app).await?,
            Self::Grant(grant) => grant.run(&app).await?,
        };
        app.services.db.close().await.map_err(CliError::new)?;
        print::out(&told)
    }
}

impl Create {
    async fn run(self, app: &App) -> Result<String, CliError> {
        let (password, told) = if self.password_stdin {
            let mut line = String::new();
            std::io::stdin()
                .lock()
                .read_line(&mut line)
                .map_err(CliError::new)?;
            (line.trim_end_matches(['\r', '\n']).to_owned(), String::new())
        } else {
            let password = password()?;
            let told = format!("Password, shown only now: {password}\n");
            (password, told)
        };
        let new = NewUser {
            email: self.email.clone(),
            name: self.name,
            password: Some(password),
            locale: match self.language {
                Language::Sv => Locale::Sv,
                Language::En => Locale::En,
            },
        };
        let id = users::create(&app.services, None, new).await?;
        Ok(format!(
            "Made the account {} ({}).\n{told}",
            self.email,
            global_id::encode(id)
        ))
    }
}

impl Grant {
    async fn run(self, app: &App) -> Result<String, CliError> {
        let email = self.email.trim().to_lowercase();
        let user = queries::user_by_email(&app.services.db, &email)
            .await
            .map_err(CliError::new)?
            .ok_or_else(|| CliError::new(format!("nobody has the address {email}")))?;
        let appointment = Appointment {
            user: user.id,
            role: self.role,
            org_unit: self.org_unit.as_deref().map(id::<OrgUnitId>).transpose()?,
            e_service: self.e_service.as_deref().map(id::<EServiceId>).transpose()?,
        };
        roles::grant(&app.services, None, appointment).await?;
        let scope = match (appointment.org_unit, appointment.e_service) {
            (Some(_), _) => "for that unit and those below it",
            (_, Some(_)) => "for that e-service",
            _ => "for the whole municipality",
        };
        Ok(format!("{email} is {} {scope}.\n", shown(self.role)))
    }
}

/// An id as the API gives it, or as the database has it.
fn id<I: Named + FromStr>(text: &str) -> Result<I, CliError> {
    global_id::decode_as(text)
        .or_else(|| text.parse().ok())
        .ok_or_else(|| CliError::new(format!("{text:?} is not the id of such a thing")))
}

fn role(text: &str) -> Result<Role, String> {
    let name = text.to_lowercase().replace('-', "_");
    Role::ALL
        .iter()
        .copied()
        .find(|role| role.name() == name)
        .ok_or_else(|| {
            let names: Vec<_> = Role::ALL.iter().map(|role| shown(*role)).collect();
            format!("there are the roles {}", names.join(", "))
        })
}

fn shown(role: Role) -> String {
    role.name().replace('_', "-")
}

/// Four groups of five letters and digits, without those that look alike: 98 bits.
fn password() -> Result<String, CliError> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes).map_err(CliError::new)?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_named_as_people_write_them() {
        assert_eq!(role("admin"), Ok(Role::Admin));
        assert_eq!(role("service-manager"), Ok(Role::ServiceManager));
        assert_eq!(role("SERVICE_MANAGER"), Ok(Role::ServiceManager));
        assert!(role("king").is_err_and(|error| error.contains("project-lead")));
    }

    #[test]
    fn ids_are_taken_from_the_api_and_of_the_right_kind_only() {
        let unit = OrgUnitId::new();
        assert!(id::<OrgUnitId>(&global_id::encode(unit)).is_ok_and(|id| id == unit));
        assert!(id::<OrgUnitId>(&unit.to_string()).is_ok_and(|id| id == unit));
        assert!(id::<EServiceId>(&global_id::encode(unit)).is_err());
    }

    #[test]
    fn a_made_password_is_long_and_never_the_same() {
        let made = password().expect("random numbers");
        assert_eq!(made.len(), 23);
        assert_ne!(made, password().expect("random numbers"));
    }
}
