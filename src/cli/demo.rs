//! `lansera demo`: a municipality to look at, with nothing installed and nothing outside its folder touched.

use std::{
    fs::{File, TryLockError},
    io::ErrorKind,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, logging, print, signals};
use crate::{
    app::{App, listen},
    clock::Clock,
    config::Settings,
    demo::{
        build::{PASSWORD, build},
        content::{Municipality, municipality},
    },
    service::{self, account::queries::is_nobody_there},
};

/// Name of the database in the data folder.
const DATABASE: &str = "lansera.sqlite";

/// Lies in the data folder while the municipality is made: a start that was broken off begins anew.
const UNFINISHED: &str = "unfinished";

/// Held while a demo runs, so that no other takes its files away from under it.
const LOCK: &str = "lock";

/// What a newcomer can ask first.
const FIRST_QUERY: &str =
    "{ viewer { user { name } } eServices(first: 5) { edges { node { name state } } } }";

/// The demo.
#[derive(Debug, Args)]
pub struct Demo {
    /// Begin anew: deletes the demo's own database and mails.
    #[arg(long)]
    fresh: bool,
    /// Folder for the demo's database and mails.
    #[arg(long, value_name = "FOLDER", default_value = "data/demo")]
    data_dir: PathBuf,
    /// Address and port to listen on; port 0 takes a free one. Also LANSERA_LISTEN.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

impl Demo {
    /// The settings that a demo has in any case: its own database, and no mail to anybody.
    pub fn overrides(&self, has_file: bool) -> Vec<(&'static str, String)> {
        let database = self.data_dir.join(DATABASE);
        let mut values = vec![
            ("database.url", format!("sqlite://{}", database.display())),
            ("database.migrate_on_start", "true".to_owned()),
            ("mail.transport", "folder".to_owned()),
            ("mail.folder", self.mails().display().to_string()),
            ("files.folder", self.files().display().to_string()),
        ];
        if let Some(address) = &self.listen {
            values.push(("listen", address.clone()));
        }
        if !has_file && std::env::var_os("LANSERA_LOG__FILTER").is_none() {
            // So that what it prints can be found again.
            values.push(("log.filter", "warn".to_owned()));
        }
        values
    }

    fn mails(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    fn files(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    /// Makes the municipality where there is none, says where everything is, and serves until it is told to stop.
    pub async fn run(&self, mut settings: Settings) -> Result<(), CliError> {
        logging::start(&settings.log)?;
        let stop = signals::stop()?;
        let content = municipality().map_err(CliError::new)?;
        let listener = listen(settings.listen).await?;
        let address = listener.local_addr().map_err(CliError::new)?;
        let url = format!("http://{}", reachable(address));
        settings.public_url.clone_from(&url);
        settings.municipality.clone_from(&content.name);
        let _lock = self.lock()?;
        let unfinished = self.data_dir.join(UNFINISHED);
        if self.fresh || unfinished.exists() {
            self.clear()?;
        }
        let app = App::build(settings, Clock::System, None).await?;
        if is_nobody_there(&app.services.db)
            .await
            .map_err(service::Error::from)?
        {
            print::out(&format!("Making the municipality {} …\n", content.name))?;
            std::fs::write(&unfinished, "").map_err(|error| at(&unfinished, &error))?;
            tokio::select! {
                made = build(&app.services) => made?,
                () = stop.cancelled() => return Ok(()),
            }
            remove(&unfinished)?;
        }
        print::out(&self.welcome(&content, &url))?;
        Ok(app.serve(listener, stop).await?)
    }

    /// Makes the folder its own until the program ends.
    fn lock(&self) -> Result<File, CliError> {
        let path = self.data_dir.join(LOCK);
        std::fs::create_dir_all(&self.data_dir).map_err(|error| at(&self.data_dir, &error))?;
        let file = File::create(&path).map_err(|error| at(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => {
                let folder = self.data_dir.display();
                Err(CliError::new(format!(
                    "another demo runs on {folder}; choose another folder with --data-dir"
                )))
            }
            Err(TryLockError::Error(error)) => Err(at(&path, &error)),
        }
    }

    /// Deletes what a demo has made, and nothing else that may lie in the folder.
    fn clear(&self) -> Result<(), CliError> {
        for ending in ["", "-wal", "-shm", "-journal"] {
            remove(&self.data_dir.join(format!("{DATABASE}{ending}")))?;
        }
        let mails = self.mails();
        if let Ok(files) = std::fs::read_dir(&mails) {
            for file in files.flatten() {
                let path = file.path();
                if path
                    .extension()
                    .is_some_and(|ending| ending == "eml" || ending == "part")
                {
                    remove(&path)?;
                }
            }
            // Stays where something else lies in it.
            let _ = std::fs::remove_dir(&mails);
        }
        self.clear_files()?;
        remove(&self.data_dir.join(UNFINISHED))
    }

    /// Deletes the files that were attached: a folder for each e-service, all with names that are keys.
    fn clear_files(&self) -> Result<(), CliError> {
        let is_key = |path: &Path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| uuid::Uuid::parse_str(name).is_ok())
        };
        let within = |folder: &Path| {
            let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let paths = found.map(|entry| entry.path());
            paths.filter(|path| is_key(path)).collect::<Vec<_>>()
        };
        for folder in within(&self.files()) {
            for file in within(&folder) {
                remove(&file)?;
            }
            let _ = std::fs::remove_dir(&folder);
        }
        let _ = std::fs::remove_dir(self.files());
        Ok(())
    }

    /// What is printed. scripts/demo-server.bash reads the log-ins from it.
    fn welcome(&self, content: &Municipality, url: &str) -> String {
        let roles = ["owner", "manager", "management"];
        let people: Vec<_> = content
            .log_ins
            .iter()
            .filter_map(|key| content.person(key))
            .collect();
        let log_ins: Vec<_> = roles
            .iter()
            .zip(&people)
            .map(|(role, person)| format!("  {role:<11} {:<42} {PASSWORD}", person.email))
            .collect();
        let email = people.first().map_or("", |person| person.email.as_str());
        format!(
            "\n{name} is open: {people} people, {e_services} e-services.\n\n\
             \x20 The API        {url}/graphql\n\
             \x20 The explorer   {url}/graphiql/\n\
             \x20 Health         {url}/health/ready\n\
             \x20 Mails land in  {mails}\n\
             \x20 Data is in     {data} (to begin anew: lansera demo --fresh)\n\n\
             Log in as an owner, a service manager, a member of management:\n\n{log_ins}\n\n\
             A first query, for the explorer:\n\n  {FIRST_QUERY}\n\n\
             The same in a terminal:\n\n{curl}\n\n\
             Ctrl-C stops the server; the next start goes on with what is there.\n\n",
            name = content.name,
            people = content.people.len(),
            e_services = content.e_service_count(),
            mails = self.mails().display(),
            data = self.data_dir.display(),
            log_ins = log_ins.join("\n"),
            curl = curl(url, email),
        )
    }
}

/// Two lines to paste: a log-in that keeps the token, and the first query with it.
fn curl(url: &str, email: &str) -> String {
    format!(
        "  TOKEN=$(curl -s {url}/graphql -H 'content-type: application/json' -d '{{\"query\":\"mutation {{ logIn(input: \
         {{ email: \\\"{email}\\\", password: \\\"{PASSWORD}\\\" }}) {{ session {{ accessToken }} }} }}\"}}' | \
         sed 's/.*\"accessToken\":\"\\([^\"]*\\)\".*/\\1/')\n  \
         curl -s {url}/graphql -H 'content-type: application/json' -H \"authorization: Bearer $TOKEN\" \
         -d '{{\"query\":\"{FIRST_QUERY}\"}}'"
    )
}

/// An address that a browser on this machine can open, also where the server listens on all addresses.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::from(([127, 0, 0, 1], address.port()))
    } else {
        address
    }
}

fn remove(file: &Path) -> Result<(), CliError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(file, &error)),
        _ => Ok(()),
    }
}

fn at(file: &Path, error: &std::io::Error) -> CliError {
    CliError::new(format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo(folder: &Path) -> Demo {
        Demo {
            fresh: true,
            data_dir: folder.to_owned(),
            listen: None,
        }
    }

    #[test]
    fn beginning_anew_deletes_what_the_demo_has_made_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let mails = folder.path().join("mail");
        std::fs::create_dir(&mails).expect("made");
        let lies = |name: &str| folder.path().join(name).exists();
        for name in [
            "lansera.sqlite",
            "lansera.sqlite-wal",
            "own.txt",
            "mail/a.eml",
            "mail/own.txt",
        ] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        demo(folder.path()).clear().expect("cleared");
        assert!(!lies("lansera.sqlite") && !lies("lansera.sqlite-wal") && !lies("mail/a.eml"));
        assert!(lies("own.txt") && lies("mail/own.txt"));
        demo(folder.path()).clear().expect("nothing to clear is no error");
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = demo(folder.path()).lock();
        assert!(
            demo(folder.path())
                .lock()
                .is_err_and(|error| error.to_string().contains("--data-dir"))
        );
        drop(first);
        assert!(demo(folder.path()).lock().is_ok());
    }

    #[test]
    fn the_welcome_has_a_log_in_for_each_of_the_three_roles() {
        let content = municipality().expect("the demo's content");
        let text = demo(Path::new("data/demo")).welcome(&content, "http://127.0.0.1:8080");
        for role in ["owner", "manager", "management"] {
            let line = text
                .lines()
                .find(|line| line.split_whitespace().next() == Some(role))
                .expect(role);
            let words: Vec<_> = line.split_whitespace().collect();
            assert!(
                words.len() == 3 && words[1].contains('@') && words[2] == PASSWORD,
                "{line}"
            );
        }
        assert!(text.contains("http://127.0.0.1:8080/graphiql/") && text.contains("data/demo/mail"));
    }

    #[tokio::test]
    async fn the_first_query_is_one_of_the_schema() {
        let errors = crate::http::things::errors_for_nobody(FIRST_QUERY).await;
        assert_eq!(errors, ["UNAUTHENTICATED"]);
    }

    #[test]
    fn a_demo_has_its_own_database_and_mails_nobody() {
        let values = demo(Path::new("data/demo")).overrides(false);
        assert!(values.contains(&("database.url", "sqlite://data/demo/lansera.sqlite".to_owned())));
        assert!(values.contains(&("mail.transport", "folder".to_owned())));
    }

    #[test]
    fn an_address_for_all_interfaces_is_shown_as_one_that_can_be_opened() {
        let all = SocketAddr::from(([0, 0, 0, 0], 8080));
        assert_eq!(reachable(all).to_string(), "127.0.0.1:8080");
    }
}
