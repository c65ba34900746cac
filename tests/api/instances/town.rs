//! A small town for instances that are killed: a lead with tasks to give, people who get them, and launches that fall due today.

use std::sync::atomic::{AtomicUsize, Ordering};

use ::entity::{
    artefact, cycle, delivery, e_service,
    enums::{
        ArtefactKind, Audience, CycleKind, DeliveryState, EServiceState, Locale, NotificationKind as Kind,
        Phase, Role, ScopeKind, TaskState,
    },
    ids::{ArtefactId, CycleId, EServiceId, OrgUnitId, RoleGrantId, TaskId, UserId},
    notification, notification_choice, role_grant, task,
};
use chrono::{Duration, NaiveDate, Timelike};
use lansera::{
    app::App,
    clock::Clock,
    domain::{collation::sort_key, notification::Choices},
    service::{
        account::users::{self, NewUser},
        organisation::units,
    },
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::support::{
    app::settings,
    given::{PASSWORD, done},
};

/// People who are given tasks.
const PEOPLE: usize = 8;
/// Who is told of a launch: one person for each of these roles.
const TOLD: [Role; 4] = [Role::Owner, Role::ProjectLead, Role::ServiceManager, Role::Editor];

/// Where links in mails begin.
pub const PUBLIC_URL: &str = "https://e-tjanster.exempelkommun.example";

/// The town, and an instance of our own that only looks and writes rows.
pub struct Town {
    /// That instance.
    pub app: App,
    /// Who gives tasks.
    pub lead: UserId,
    /// Who gets them.
    pub people: Vec<UserId>,
    /// The tasks that are to be given.
    pub tasks: Vec<TaskId>,
    zone: String,
    unit: OrgUnitId,
    launches: AtomicUsize,
}

impl Town {
    /// Founds it on an empty database.
    pub async fn found(url: &str, tasks: usize) -> Self {
        // It is noon, so that what is due today comes now.
        let ahead = 12 - i64::from(Clock::System.now().hour());
        let zone = if ahead >= 0 {
            format!("Etc/GMT-{ahead}")
        } else {
            format!("Etc/GMT+{}", -ahead)
        };
        let mut settings = settings(url);
        settings.time_zone = zone.parse().expect("a time zone");
        let app = App::build(settings, Clock::System, None)
            .await
            .expect("the product starts");
        let services = &app.services;
        let unit = done(
            "a unit",
            units::create(services, None, "Exempelkommun", None).await,
        );
        let mut people = Vec::new();
        for number in 0..=PEOPLE {
            let new = NewUser {
                email: email(number),
                name: format!("Person {number}"),
                password: Some(PASSWORD.to_owned()),
                locale: Locale::Sv,
            };
            people.push(done("an account", users::create(services, None, new).await));
        }
        let at_any_hour = Choices {
            quiet: None,
            on_free_days: true,
            overview: false,
            ..Choices::default()
        };
        let chosen = people.iter().map(|user| notification_choice::ActiveModel {
            user_id: Set(*user),
            body: Set(serde_json::to_value(&at_any_hour).expect("choices")),
            calendar_hash: Set(None),
            version: Set(1),
        });
        let written = notification_choice::Entity::insert_many(chosen).exec_without_returning(&services.db);
        written.await.expect("choices");
        let lead = people.remove(0);
        let mut town = Self {
            lead,
            people,
            tasks: Vec::new(),
            zone,
            unit,
            launches: AtomicUsize::new(0),
            app,
        };
        town.make_tasks(tasks).await;
        town
    }

    /// The lead's address.
    pub fn lead_email(&self) -> String {
        email(0)
    }

    /// The settings of the instances, in the environment.
    pub fn settings(&self, url: &str, mail_port: u16) -> Vec<(&'static str, String)> {
        vec![
            ("DATABASE_URL", url.to_owned()),
            ("LANSERA_DATABASE__MAX_CONNECTIONS", "6".into()),
            ("LANSERA_PUBLIC_URL", PUBLIC_URL.to_owned()),
            ("LANSERA_TIME_ZONE", self.zone.clone()),
            ("LANSERA_MAIL__TRANSPORT", "smtp".into()),
            ("LANSERA_MAIL__HOST", "127.0.0.1".into()),
            ("LANSERA_MAIL__PORT", mail_port.to_string()),
            ("LANSERA_MAIL__SECURITY", "none".into()),
            ("LANSERA_MAIL__TIMEOUT_SECONDS", "1".into()),
            ("LANSERA_JOBS__LEASE_SECONDS", "6".into()),
            ("LANSERA_JOBS__RETRY_SECONDS", "1".into()),
            ("LANSERA_JOBS__ATTEMPTS", "50".into()),
            ("LANSERA_TOKENS__ACCESS_SECONDS", "3600".into()),
            ("LANSERA_LOG__FILTER", "off".into()),
        ]
    }

    fn today(&self) -> NaiveDate {
        self.app.services.today()
    }

    /// An e-service that is to be launched today; its publication is ordered.
    pub async fn launch_today(&self) {
        let number = self.launches.fetch_add(1, Ordering::Relaxed);
        let (id, cycle) = (EServiceId::new(), CycleId::new());
        self.make_service(id, cycle, Some(self.today())).await;
        let now = self.app.services.now();
        let by = self.lead;
        let order = artefact::ActiveModel {
            id: Set(ArtefactId::new()),
            e_service_id: Set(id),
            cycle_id: Set(cycle),
            kind: Set(ArtefactKind::PublicationOrder),
            number: Set(1),
            body: Set(json!({ "ordered_on": self.today(), "wished_on": self.today(), "note": "" })),
            open: Set(false),
            copied_from: Set(None),
            created_by: Set(by),
            created_at: Set(now),
            updated_by: Set(by),
            updated_at: Set(now),
            removed_at: Set(None),
            version: Set(1),
        };
        let db = &self.app.services.db;
        artefact::Entity::insert(order)
            .exec_without_returning(db)
            .await
            .expect("an order");
        let grants = TOLD.iter().zip(0..).map(|(role, place)| {
            let user = if *role == Role::ProjectLead {
                by
            } else {
                self.people[(number + place) % PEOPLE]
            };
            grant(user, *role, id, now)
        });
        role_grant::Entity::insert_many(grants)
            .exec_without_returning(db)
            .await
            .expect("roles");
    }

    async fn make_service(&self, id: EServiceId, cycle: CycleId, launch: Option<NaiveDate>) {
        let services = &self.app.services;
        let now = services.now();
        let service = e_service::ActiveModel {
            id: Set(id),
            org_unit_id: Set(self.unit),
            name: Set("Ansök om bygglov".into()),
            name_key: Set(sort_key("Ansök om bygglov")),
            purpose: Set("Den som vill bygga ska kunna ansöka när det passar.".into()),
            audience: Set(Audience::External),
            state: Set(EServiceState::InDevelopment),
            confidential: Set(false),
            proposed_by: Set(self.lead),
            development_cycle_id: Set(Some(cycle)),
            operation_cycle_id: Set(None),
            search_text: Set("ansök om bygglov".into()),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        };
        e_service::Entity::insert(service)
            .exec_without_returning(&services.db)
            .await
            .expect("an e-service");
        let template = services
            .templates
            .newest(&services.db)
            .await
            .expect("a template")
            .id;
        let turn = cycle::ActiveModel {
            id: Set(cycle),
            e_service_id: Set(id),
            template_id: Set(template),
            kind: Set(CycleKind::New),
            phase: Set(Phase::Launch),
            launch_date: Set(launch),
            begun_at: Set(now - Duration::days(90)),
            phase_since: Set(now),
            version: Set(1),
            ..Default::default()
        };
        cycle::Entity::insert(turn)
            .exec_without_returning(&services.db)
            .await
            .expect("a cycle");
    }

    /// Tasks that the lead can give, some in each of a few cycles.
    async fn make_tasks(&mut self, count: usize) {
        let now = self.app.services.now();
        let mut rows = Vec::new();
        let mut place = None;
        for number in 0..count {
            if number.is_multiple_of(40) {
                let (id, cycle) = (EServiceId::new(), CycleId::new());
                self.make_service(id, cycle, None).await;
                let grants = [grant(self.lead, Role::ProjectLead, id, now)];
                let written =
                    role_grant::Entity::insert_many(grants).exec_without_returning(&self.app.services.db);
                written.await.expect("a role");
                place = Some((id, cycle));
            }
            let Some((e_service, cycle)) = place else { continue };
            let id = TaskId::new();
            self.tasks.push(id);
            rows.push(task::ActiveModel {
                id: Set(id),
                cycle_id: Set(cycle),
                e_service_id: Set(e_service),
                phase: Set(Phase::Launch),
                title: Set(Some(format!("Uppgift {number}"))),
                role: Set(Role::Editor),
                state: Set(TaskState::Ready),
                due_by_hand: Set(false),
                position: Set(1_000),
                occurrence: Set(1),
                created_at: Set(now),
                version: Set(1),
                ..Default::default()
            });
        }
        for some in rows.chunks(1_000) {
            let written =
                task::Entity::insert_many(some.to_vec()).exec_without_returning(&self.app.services.db);
            written.await.expect("tasks");
        }
    }

    /// How many people are to be told of launches.
    pub fn told_of_launches(&self) -> usize {
        self.launches.load(Ordering::Relaxed) * TOLD.len()
    }

    /// Whether everybody was told of every launch, and no mail waits.
    pub async fn is_all_said(&self) -> bool {
        let (told, waiting) = self.counts().await;
        told >= self.told_of_launches() && waiting == 0
    }

    /// What is left, in words.
    pub async fn left(&self) -> String {
        let (told, waiting) = self.counts().await;
        format!(
            "{told} of {} told of launches, {waiting} mails wait",
            self.told_of_launches()
        )
    }

    async fn counts(&self) -> (usize, usize) {
        let db = &self.app.services.db;
        let told = notification::Entity::find()
            .filter(notification::COLUMN.kind.eq(Kind::LaunchToday))
            .count(db);
        let waiting = delivery::Entity::find()
            .filter(delivery::COLUMN.state.eq(DeliveryState::Pending))
            .count(db);
        let number = |count: u64| usize::try_from(count).expect("a number");
        (
            number(told.await.expect("a count")),
            number(waiting.await.expect("a count")),
        )
    }
}

fn email(number: usize) -> String {
    format!("person{number}@exempelkommun.example")
}

fn grant(
    user: UserId,
    role: Role,
    id: EServiceId,
    now: chrono::DateTime<chrono::Utc>,
) -> role_grant::ActiveModel {
    role_grant::ActiveModel {
        id: Set(RoleGrantId::new()),
        user_id: Set(user),
        role: Set(role),
        scope_kind: Set(ScopeKind::EService),
        org_unit_id: Set(None),
        e_service_id: Set(Some(id)),
        granted_by: Set(None),
        granted_at: Set(now),
        revoked_at: Set(None),
    }
}
