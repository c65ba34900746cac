//! The product, started for a story: on a database of its own, with a clock that the story moves and mails that it reads.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use ::entity::{
    delivery,
    enums::{DeliveryState, Locale},
    ids::{SessionId, UserId},
};
use axum::serve::ListenerExt;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use lansera::{
    app::App,
    clock::Clock,
    config::{DEFAULTS, MailSecurity, MailTransport, Secret, Settings},
    delivery::{Mail, Transport},
    domain::actor::Actor,
    jobs::{Ran, Schedule},
    service::{Services, account::queries::grants_of},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::OnceCell;

use super::{
    client::Client,
    database::TestDatabase,
    given::{Given, Municipality, Person},
    smtp_sink::SmtpSink,
};

/// When stories begin: Monday 23 November 2026, 8 o'clock in Stockholm, the hour at which reminders go out.
pub const MONDAY_MORNING: DateTime<Utc> = match DateTime::from_timestamp(1_795_417_200, 0) {
    Some(time) => time,
    None => DateTime::<Utc>::MIN_UTC,
};

/// A handle to the running product; cheap to clone.
#[derive(Clone)]
pub struct TestApp {
    app: App,
    mails: Arc<Mutex<Vec<Mail>>>,
    address: Arc<OnceCell<SocketAddr>>,
    municipality: Arc<OnceCell<Municipality>>,
    database: Arc<TestDatabase>,
}

/// The settings of stories: the documented defaults, but for what makes tests fast or lets them look.
pub fn settings(url: &str) -> Settings {
    let mut settings: Settings = toml::from_str(DEFAULTS).expect("the defaults are settings");
    settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    settings.public_url = "https://e-tjanster.exempelkommun.example".into();
    settings.database.url = Secret(url.into());
    (settings.passwords.memory_kib, settings.passwords.passes) = (64, 1);
    settings.graphql.sql_count = true;
    // Stories say themselves when the clock's work is done.
    settings.jobs.enabled = false;
    settings
}

impl TestApp {
    /// Starts the product on a migrated database.
    pub async fn start(database: TestDatabase) -> Self {
        let settings = settings(&database.url);
        Self::build(
            settings,
            Clock::at(MONDAY_MORNING),
            Arc::default(),
            Arc::new(database),
        )
        .await
    }

    async fn build(
        settings: Settings,
        clock: Clock,
        mails: Arc<Mutex<Vec<Mail>>>,
        database: Arc<TestDatabase>,
    ) -> Self {
        // By the settings where they name a mail server; else kept here, to be read.
        let kept = || Transport::Memory(mails.clone());
        let transport = (settings.mail.transport != MailTransport::Smtp).then(kept);
        let app = App::build(settings, clock, transport)
            .await
            .expect("the product starts");
        Self {
            app,
            mails,
            address: Arc::default(),
            municipality: Arc::default(),
            database,
        }
    }

    /// The product started anew on the same database, at the same time. This one lives on, like a second instance.
    pub async fn restart(&self) -> Self {
        self.restart_with(|_| {}).await
    }

    /// [`restart`](Self::restart) with other settings.
    pub async fn restart_with(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::clone(&self.services().settings);
        change(&mut settings);
        let (clock, mails) = (self.services().clock.clone(), self.mails.clone());
        let started = Self::build(settings, clock, mails, self.database.clone()).await;
        Self {
            municipality: self.municipality.clone(),
            ..started
        }
    }

    /// [`restart`](Self::restart) with a mail server, which gets the mails from then on.
    pub async fn restart_mailing_to(&self, server: &SmtpSink) -> Self {
        self.restart_with(|settings| {
            let mail = &mut settings.mail;
            (mail.transport, mail.security) = (MailTransport::Smtp, MailSecurity::None);
            (mail.host, mail.port) = ("127.0.0.1".into(), server.port);
        })
        .await
    }

    /// What the use cases stand on.
    pub fn services(&self) -> &Services {
        &self.app.services
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.services().now()
    }

    /// The day in Stockholm.
    pub fn today(&self) -> NaiveDate {
        self.services().today()
    }

    /// The day so many days from today.
    pub fn day(&self, days_from_today: i64) -> NaiveDate {
        self.today() + Duration::days(days_from_today)
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        self.services().clock.advance(duration);
    }

    /// Makes it another time.
    pub fn set(&self, time: DateTime<Utc>) {
        self.services().clock.set(time);
    }

    /// Makes it 8 o'clock in Stockholm on a day, when reminders go out.
    pub fn set_morning(&self, day: NaiveDate) {
        let eight = NaiveTime::from_hms_opt(8, 0, 0).expect("a time");
        let zone = self.services().settings.time_zone;
        let morning = day.and_time(eight).and_local_timezone(zone);
        self.set(morning.earliest().expect("a time").to_utc());
    }

    /// Does what the clock makes happen, until nothing more is due.
    pub async fn run_jobs(&self) -> Ran {
        let ran = self.app.worker().run_due().await;
        assert_eq!(ran.errors, [""; 0], "{ran}");
        ran
    }

    /// Sends what is due, as the worker does whenever it is woken.
    pub async fn send_due(&self) {
        self.app.worker().wake_up().await;
    }

    /// Lets the scheduler run as the program does.
    pub async fn schedule(&self) -> Schedule {
        let started = Schedule::start(self.app.worker()).await;
        started.expect("the scheduler starts")
    }

    /// Stops the scheduler, and with it this instance.
    pub async fn stop(&self, schedule: Schedule) {
        self.app.stopping.cancel();
        schedule.stop().await;
    }

    /// The mails that were sent since this was last asked.
    pub fn mails(&self) -> Vec<Mail> {
        std::mem::take(&mut self.mails.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What a story is given to begin with.
    pub fn given(&self) -> Given<'_> {
        Given::new(self, &self.municipality)
    }

    /// A person as use cases see them, with the roles that they hold now.
    pub async fn acting(&self, person: &Person) -> Actor {
        self.actor(person.id, person.locale).await
    }

    async fn actor(&self, user_id: UserId, locale: Locale) -> Actor {
        Actor {
            user_id,
            session_id: SessionId::new(),
            locale,
            grants: grants_of(&self.services().db, user_id).await.expect("grants"),
            request_id: None,
        }
    }

    /// A client of nobody who is logged in.
    pub async fn anonymous(&self) -> Client {
        Client::new(self.address().await, self.services().clock.clone(), None)
    }

    /// The client of a person, who logs in at the first request, and again when time has passed.
    pub async fn client(&self, person: &Person) -> Client {
        let clock = self.services().clock.clone();
        Client::new(self.address().await, clock, Some(person.email.clone()))
    }

    /// Where the product answers over HTTP; it begins to when this is first asked.
    pub async fn address(&self) -> SocketAddr {
        let serve = async || {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                .await
                .expect("a port");
            let address = listener.local_addr().expect("an address");
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            let service = self
                .app
                .router()
                .into_make_service_with_connect_info::<SocketAddr>();
            tokio::spawn(async move { axum::serve(listener, service).await });
            tokio::spawn(self.app.carry());
            address
        };
        *self.address.get_or_init(serve).await
    }

    /// Ends a story: what is due is done, and nothing of it may be left, go wrong or be refused.
    pub async fn finish(self) {
        self.run_jobs().await;
        let waiting = delivery::Entity::find()
            .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
            .filter(delivery::COLUMN.due_at.lte(self.now()))
            .all(&self.services().db)
            .await
            .expect("deliveries");
        assert!(
            waiting.is_empty(),
            "the story ends at {} with {waiting:?}",
            self.now()
        );
    }
}
