//! `lansera template`: the process as a file, fitted to the municipality and loaded as a new version.

use std::{fmt::Write, fs, path::PathBuf};

use clap::Subcommand;

use super::{CliError, logging, print};
use crate::{
    app::App,
    clock::Clock,
    config::{MailTransport, Settings},
    domain::template::{Change, Template},
    service::template::load::load,
};

/// What is done with the process template.
#[derive(Debug, Subcommand)]
pub enum TemplateAction {
    /// Print the template that comes with this release, to begin with.
    Print,
    /// Load a file as a new version. Cycles that begin from now on follow it; those that have begun keep theirs.
    Load {
        /// The file, TOML.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Show what differs from the newest version, and load nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

impl TemplateAction {
    /// Does it, in the database of the settings.
    pub async fn run(self, mut settings: Settings) -> Result<(), CliError> {
        let (file, dry_run) = match self {
            Self::Print => return print::out(Template::built_in()),
            Self::Load { file, dry_run } => (file, dry_run),
        };
        let name = file.display().to_string();
        let source = fs::read_to_string(&file).map_err(|error| CliError::new(format!("{name}: {error}")))?;
        settings.log.filter = "warn".to_owned();
        // Nothing is sent from here; the server does that.
        settings.mail.transport = MailTransport::None;
        logging::start(&settings.log)?;
        let app = App::build(settings, Clock::System, None).await?;
        let loaded = load(&app.services, None, &name, &source, dry_run).await?;
        let mut told = String::new();
        for change in &loaded.changes {
            // Writing into a string can't fail.
            let _ = writeln!(told, "{}", line(change));
        }
        let _ = match (&loaded.version, dry_run) {
            (Some(version), _) => writeln!(told, "Loaded as version {}.", version.number),
            (None, true) => writeln!(told, "{} differences; nothing was loaded.", loaded.changes.len()),
            (None, false) => writeln!(told, "The newest version says just this already."),
        };
        app.services.db.close().await.map_err(CliError::new)?;
        print::out(&told)
    }
}

fn line(change: &Change) -> String {
    let subject = format!("{:?} {}", change.subject, change.key);
    match (&change.field, &change.before, &change.after) {
        (None, None, Some(after)) => format!("+ {subject}: {after}"),
        (None, Some(before), None) => format!("- {subject}: {before}"),
        (field, before, after) => {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "(nothing)".to_owned());
            let field = field.as_deref().unwrap_or_default();
            format!("~ {subject}, {field}: {} -> {}", shown(before), shown(after))
        }
    }
}
