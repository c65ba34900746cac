//! Stories and how they are run: each on a runtime of its own, on every database that it is about, within a time limit.

use std::{fmt, time::Duration};

use futures_util::future::BoxFuture;
use libtest_mimic::{Failed, Trial};

use super::{
    app::TestApp,
    database::{System, TestDatabase},
    postgres,
    s3_server::S3Server,
    smtp_sink::SmtpSink,
};

/// A story that takes longer hangs.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// A test, told by its name: a sentence.
#[derive(Clone, Debug)]
pub struct Story {
    name: String,
    kind: Kind,
    needs: Vec<Need>,
}

/// What a story is told on.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The product on a migrated database; told on each system.
    OnDatabase(fn(TestApp) -> BoxFuture<'static, ()>),
    /// A database with nothing in it; told on each system.
    OnEmptyDatabase(fn(TestDatabase) -> BoxFuture<'static, ()>),
    /// Nothing.
    Plain(fn() -> BoxFuture<'static, ()>),
}

/// Something outside of the product that a story needs, and that a machine may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The server programs of PostgreSQL.
    Postgres,
    /// An SMTP server.
    SmtpSink,
    /// An S3 server.
    S3Server,
}

/// Stories that are told on each database system: `on_database![a_story, another]`.
macro_rules! on_database {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::support::story::Story::new(
            module_path!(), stringify!($name), $crate::support::story::Kind::OnDatabase(|app| Box::pin($name(app))),
        )),*]
    };
}

/// Stories that are told on an empty database of each system.
macro_rules! on_empty_database {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::support::story::Story::new(
            module_path!(), stringify!($name), $crate::support::story::Kind::OnEmptyDatabase(|db| Box::pin($name(db))),
        )),*]
    };
}

/// Stories that need no database.
macro_rules! plain {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::support::story::Story::new(
            module_path!(), stringify!($name), $crate::support::story::Kind::Plain(|| Box::pin($name())),
        )),*]
    };
}

pub(crate) use {on_database, on_empty_database, plain};

impl Story {
    /// Its name, with the module that it is told in.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A story of a module.
    pub fn new(module: &str, name: &str, kind: Kind) -> Self {
        let module = module.split_once("::").map_or("", |(_, inner)| inner);
        Self {
            name: format!("{module}::{name}"),
            kind,
            needs: Vec::new(),
        }
    }
}

/// Stories that need something which a machine may lack.
pub fn needing(need: Need, stories: Vec<Story>) -> Vec<Story> {
    stories
        .into_iter()
        .map(|mut story| {
            story.needs.push(need);
            story
        })
        .collect()
}

/// One telling of a story.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The name by which it is chosen.
    pub name: String,
    /// The first thing that it needs and the machine lacks.
    pub lacks: Option<Need>,
    kind: Kind,
    system: Option<System>,
}

/// Every telling of every story.
pub fn tellings(stories: &[Story]) -> Vec<Telling> {
    let lacking: Vec<Need> = [Need::Postgres, Need::SmtpSink, Need::S3Server]
        .into_iter()
        .filter(|need| need.met().is_err())
        .collect();
    let mut tellings = Vec::new();
    for story in stories {
        let systems: Vec<Option<System>> = match story.kind {
            Kind::Plain(_) => vec![None],
            Kind::OnDatabase(_) | Kind::OnEmptyDatabase(_) => System::ALL.map(Some).to_vec(),
        };
        for system in systems {
            let needs_server = (system == Some(System::Postgres)).then_some(Need::Postgres);
            let mut needs = needs_server.iter().chain(&story.needs);
            tellings.push(Telling {
                name: match system {
                    Some(system) => format!("{}::{}", system.name(), story.name),
                    None => story.name.clone(),
                },
                lacks: needs.find(|need| lacking.contains(need)).copied(),
                kind: story.kind,
                system,
            });
        }
    }
    tellings
}

impl Need {
    /// Whether the machine has it; if not, what is missing.
    pub fn met(self) -> Result<(), String> {
        match self {
            Self::Postgres => postgres::available(),
            Self::SmtpSink => SmtpSink::available(),
            Self::S3Server => S3Server::available(),
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Postgres => "on PostgreSQL",
            Self::SmtpSink => "with an SMTP server",
            Self::S3Server => "with an S3 server",
        })
    }
}

impl Telling {
    /// The telling as the runner wants it.
    pub fn trial(self) -> Trial {
        let ignored = self.lacks.is_some();
        Trial::test(self.name.clone(), move || self.run()).with_ignored_flag(ignored)
    }

    fn run(self) -> Result<(), Failed> {
        if let Some(need) = self.lacks {
            need.met()?;
        }
        let told: BoxFuture<'static, ()> = match (self.kind, self.system) {
            (Kind::Plain(story), _) => story(),
            (Kind::OnDatabase(story), Some(system)) => {
                let database = system.migrated()?;
                Box::pin(async move {
                    let app = TestApp::start(database).await;
                    story(app.clone()).await;
                    app.finish().await;
                })
            }
            (Kind::OnEmptyDatabase(story), Some(system)) => story(system.empty()?),
            (_, None) => return Err("a story on a database has none".into()),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            // As the program has it.
            .thread_stack_size(4 << 20)
            .worker_threads(2)
            // The name that a panic is reported under.
            .thread_name(self.name)
            .enable_all()
            .build()?;
        // A task of its own, so that the limit holds also where the story blocks its thread.
        let ended = runtime.block_on(async { tokio::time::timeout(TIME_LIMIT, tokio::spawn(told)).await });
        runtime.shutdown_timeout(Duration::from_secs(1));
        match ended {
            Ok(Ok(())) => Ok(()),
            Ok(Err(failed)) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(cancelled) => Err(cancelled.into()),
            },
            Err(_) => Err(format!("not over after {} s", TIME_LIMIT.as_secs()).into()),
        }
    }
}
