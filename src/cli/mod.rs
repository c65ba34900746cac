//! The command line: what `lansera` is told to do.

mod demo;
mod error;
mod import;
mod logging;
mod migrate;
mod notifications;
mod permissions;
mod print;
mod process;
mod serve;
mod signals;
mod template;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use self::error::CliError;
use crate::{
    config::{Overrides, Settings},
    graphql,
};

/// A GraphQL backend for a municipality's way of creating e-services.
///
/// New here? `lansera demo` makes a municipality out of thin air, starts the server and says where to look.
///
/// Settings come from the documented defaults (config/default.toml), then the file given with --config, then the
/// environment (LANSERA_ and the name of the setting, two underscores between section and key; DATABASE_URL), then flags.
#[derive(Debug, Parser)]
#[command(name = "lansera", version, arg_required_else_help = true, after_long_help = EXAMPLES)]
struct Cli {
    /// A file of settings; it needs only what differs from the defaults.
    #[arg(long, global = true, env = "LANSERA_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  lansera demo
      A made-up municipality with work under way, at http://127.0.0.1:8080
  DATABASE_URL=postgres://lansera:secret@localhost/lansera lansera migrate up
      Bring a PostgreSQL database to the newest schema
  lansera user create --email anna.lind@example.se --name 'Anna Lind'
  lansera user grant --email anna.lind@example.se --role admin
      The first administrator, who can do the rest over GraphQL
  lansera serve --config /etc/lansera.toml --listen 0.0.0.0:8080
      Serve until SIGTERM";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API, and send reminders.
    ///
    /// Stops on SIGTERM and Ctrl-C: requests under way are finished (for at most 20 seconds), claimed mails are handed
    /// back. A second signal stops at once.
    Serve {
        /// Address and port to listen on; port 0 takes a free one. Also LANSERA_LISTEN.
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<String>,
    },
    /// Serve a made-up Swedish municipality, with a database of its own and mails in a folder.
    ///
    /// A second start goes on with what is there. Nothing outside the data folder is touched, and nothing is mailed to
    /// anybody.
    Demo(demo::Demo),
    /// Bring the database to the newest schema, or look at where it stands.
    Migrate {
        #[command(subcommand)]
        step: migrate::Migrate,
    },
    /// Print the contract: the schema of the GraphQL API, in SDL.
    ///
    /// The file schema.graphql at the top of the repository is renewed with: lansera schema > schema.graphql
    Schema,
    /// Make accounts and give roles, for the first administrator above all.
    User {
        #[command(subcommand)]
        action: user::User,
    },
    /// Bring in e-services that are in operation already, from a spreadsheet saved as CSV.
    ///
    /// All that are new, or none where something is wrong with any row. Those that are there already are left as they are, so
    /// that the same file can be brought in again.
    Import(import::Import),
    /// Fit the process to the municipality: print it, change it, load it as a new version.
    Template {
        #[command(subcommand)]
        action: template::TemplateAction,
    },
    /// Print who may do what, in Markdown.
    ///
    /// The file docs/permissions.md is renewed with: lansera permissions > docs/permissions.md
    Permissions,
    /// Print the activities of the process with the operations that serve each, in Markdown.
    ///
    /// The file docs/process.md is renewed with: lansera process > docs/process.md
    Process,
    /// Print every kind of notification: who gets it, when, and how it goes up, in Markdown.
    ///
    /// The file docs/notifications.md is renewed with: lansera notifications > docs/notifications.md
    Notifications,
}

/// Runs the command line; what goes wrong is said in one line, and the exit code is 1.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Futures of resolvers are large without optimisation.
        .thread_stack_size(4 << 20)
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(run(cli)),
        Err(error) => Err(CliError::new(format!("no threads are to be had: {error}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lansera: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), CliError> {
    let load = |values| {
        Settings::load(&Overrides {
            file: cli.config.clone(),
            values,
        })
    };
    match cli.command {
        Command::Serve { listen } => {
            let values = listen.map(|address| ("listen", address)).into_iter().collect();
            serve::serve(load(values)?).await
        }
        Command::Demo(demo) => {
            let settings = load(demo.overrides(cli.config.is_some()))?;
            demo.run(settings).await
        }
        Command::Migrate { step } => step.run(load(Vec::new())?).await,
        Command::Schema => print::out(&graphql::sdl()),
        Command::User { action } => action.run(load(Vec::new())?).await,
        Command::Import(import) => import.run(load(Vec::new())?).await,
        Command::Template { action } => action.run(load(Vec::new())?).await,
        Command::Permissions => print::out(&permissions::page()),
        Command::Process => {
            let page = process::page().map_err(|error| CliError::new(error.to_string()))?;
            print::out(&page)
        }
        Command::Notifications => {
            let page = notifications::page().map_err(|error| CliError::new(error.to_string()))?;
            print::out(&page)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_described() {
        fn look(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command
                .get_arguments()
                .filter(|argument| argument.get_id() != "help")
            {
                assert!(
                    argument.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands().for_each(look);
        }
        look(&Cli::command());
    }
}
