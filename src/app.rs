//! Puts everything together once, for the program and for tests alike, and serves until it is told to stop.

mod mailer;
mod start_error;

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, serve::ListenerExt};
use tokio::{net::TcpListener, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use start_error::StartError;

use self::{mailer::mailer, start_error::one_line};
use crate::{
    clock::Clock,
    config::Settings,
    database::{self, Db},
    delivery::{Mailer, Transport},
    graphql, http,
    jobs::{Pulse, Schedule, Worker},
    service::{
        Services,
        account::{passwords::Passwords, tokens::Tokens},
        attachment::store::Files,
        change::Changes,
        notification::{across, live::Live},
        template::Templates,
        throttle::Throttle,
    },
};

/// How long requests and sends that are under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(20);

/// How long closing the database may take.
const CLOSING: Duration = Duration::from_secs(5);

/// The whole server. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct App {
    /// What use cases stand on.
    pub services: Services,
    /// The schema.
    pub schema: graphql::Schema,
    /// What sends mails; none where they wait in the outbox.
    pub mailer: Option<Mailer>,
    /// Cancelled when the server stops. What would go on without an end, as a subscription does, ends by it.
    pub stopping: CancellationToken,
    /// The websockets that are open. The server does not count them among its connections, so who opens one tracks it here,
    /// and it is waited for when the server stops.
    pub sockets: TaskTracker,
    /// When the scheduler last ticked.
    pub pulse: Pulse,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("settings", &self.services.settings)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Opens the database, brings it to the newest schema where the settings say so, and loads what is kept in memory.
    /// `transport` takes the place of the one in the settings.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn build(
        settings: Settings,
        clock: Clock,
        transport: Option<Transport>,
    ) -> Result<Self, StartError> {
        let mailer = mailer(&settings, transport)?;
        let url = settings.database.url.0.clone();
        let failed = |error: sea_orm::DbErr| StartError::database(&url, &error);
        let db = database::open(&url, settings.database.max_connections)
            .await
            .map_err(failed)?;
        if settings.database.migrate_on_start {
            database::migrate(&db).await.map_err(failed)?;
        } else {
            let pending = database::pending_migrations(&db).await.map_err(failed)?;
            if pending > 0 {
                return Err(StartError::PendingMigrations(pending));
            }
        }
        let refused = |error: crate::service::Error| StartError::database(&url, &error);
        let templates = Templates::default();
        if templates.load_built_in(&db, clock.now()).await.is_err() {
            // Another instance that starts at the same moment may have been first; then the second look finds it.
            templates.load_built_in(&db, clock.now()).await.map_err(refused)?;
        }
        let tokens = Tokens::load(&db, &settings.tokens, clock.now())
            .await
            .map_err(refused)?;
        let passwords =
            Passwords::new(&settings.passwords).map_err(|error| StartError::Other(error.to_string()))?;
        let services = Services {
            db: Db::new(db),
            clock,
            tokens,
            passwords,
            throttle: Throttle::new(&settings.limits),
            templates,
            files: Files::default(),
            live: Live::default(),
            changes: Changes::default(),
            settings: Arc::new(settings),
        };
        Ok(Self {
            schema: graphql::schema(&services, mailer.clone()),
            services,
            mailer,
            stopping: CancellationToken::new(),
            sockets: TaskTracker::new(),
            pulse: Pulse::default(),
        })
    }

    /// Every route with everything around it.
    pub fn router(&self) -> Router {
        let Self {
            services,
            schema,
            stopping,
            sockets,
            pulse,
            ..
        } = self.clone();
        http::router::router(&http::Front {
            services,
            schema,
            stopping,
            sockets,
            pulse,
        })
    }

    /// A worker that does what is due when it is told to.
    #[must_use]
    pub fn worker(&self) -> Worker {
        let Self {
            services,
            mailer,
            stopping,
            pulse,
            ..
        } = self.clone();
        Worker::new(services, mailer, stopping, pulse)
    }

    /// Carries wake-ups to other instances and from them until the server stops; see [`across`]. Part of [`serve`](Self::serve).
    pub fn carry(&self) -> impl Future<Output = ()> + Send + use<> {
        let Services { db, live, .. } = self.services.clone();
        across::carry(db, live, self.stopping.clone())
    }

    /// Serves until `shutdown` is cancelled, and runs the scheduler where the settings say so. Then it takes no new
    /// connections, lets what is under way finish for at most 20 seconds, ends subscriptions, gives claimed deliveries back
    /// and closes the database.
    ///
    /// # Errors
    /// Where the scheduler cannot be started or the listener fails.
    pub async fn serve(self, listener: TcpListener, shutdown: CancellationToken) -> Result<(), StartError> {
        let failed = |error: &dyn std::fmt::Display| StartError::Other(one_line(&error.to_string()));
        let schedule = if self.services.settings.jobs.enabled {
            Some(
                Schedule::start(self.worker())
                    .await
                    .map_err(|error| failed(&error))?,
            )
        } else {
            None
        };
        let carrying = tokio::spawn(self.carry());
        let listener = listener.tap_io(|stream| {
            // Small messages over a websocket would otherwise wait some 40 ms for the receiver's acknowledgement.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY could not be set");
            }
        });
        let service = self.router().into_make_service_with_connect_info::<SocketAddr>();
        let server =
            axum::serve(listener, service).with_graceful_shutdown(self.stopping.clone().cancelled_owned());
        let mut server = tokio::spawn(server.into_future());
        let ended_early = tokio::select! {
            () = shutdown.cancelled() => None,
            ended = &mut server => Some(ended),
        };
        let began = Instant::now();
        self.stopping.cancel();
        self.sockets.close();
        let all = async {
            let jobs = async {
                if let Some(schedule) = schedule {
                    schedule.stop().await;
                }
            };
            let requests = async {
                if ended_early.is_none() {
                    // What it answers can only be that it ended.
                    let _ = (&mut server).await;
                }
            };
            let carried = async {
                if let Err(error) = carrying.await {
                    tracing::warn!(%error, "other instances were not listened to");
                }
            };
            tokio::join!(jobs, requests, carried, self.sockets.wait());
        };
        if timeout(GRACE, all).await.is_err() {
            tracing::warn!("requests or sends under way were given up after {GRACE:?}");
            server.abort();
        }
        if timeout(CLOSING, self.services.db.close()).await.is_err() {
            tracing::warn!("the database did not close within {CLOSING:?}");
        }
        let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(milliseconds, "stopped");
        match ended_early {
            None | Some(Ok(Ok(()))) => Ok(()),
            Some(Ok(Err(error))) => Err(failed(&error)),
            Some(Err(error)) => Err(failed(&error)),
        }
    }
}

/// Listens on the address of the settings.
///
/// # Errors
/// [`StartError::Listen`] where the port is taken or the address is none of this machine.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| {
        let reason = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "the port is taken; choose another with --listen, or stop what listens there".to_owned()
            }
            std::io::ErrorKind::PermissionDenied => "this user may not listen on that port".to_owned(),
            std::io::ErrorKind::AddrNotAvailable => "this machine does not have that address".to_owned(),
            _ => one_line(&error.to_string()),
        };
        StartError::Listen { address, reason }
    })
}
