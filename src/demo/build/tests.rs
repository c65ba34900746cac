#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{collections::HashMap, sync::Arc};

use ::entity::{
    approval, cycle, decision, delivery, e_service,
    enums::{
        ApprovalState, CycleKind, DeliveryForm, DeliveryState, EServiceState, NeedState, NotificationKind,
        Phase, SuggestionState, TaskState,
    },
    measurement, metric, need, notification, published_service, suggestion, task, user,
};
use sea_orm::PaginatorTrait;
use tempfile::TempDir;

use super::*;
use crate::{
    config::{Overrides, Settings},
    database,
    demo::{content::municipality, e_service::Standing},
    service::{account, notification::outgoing, template::Templates, throttle},
};

/// Services on an empty database, at a moment.
async fn services(folder: &TempDir, now: &str) -> Services {
    let mut settings = Settings::load(&Overrides::default()).unwrap();
    // The cheapest hash that there is: what passwords cost is not what is tested here.
    (settings.passwords.memory_kib, settings.passwords.passes) = (8, 1);
    settings.files.folder = folder.path().join("files");
    let file = folder.path().join("demo.sqlite");
    let db = database::open(&format!("sqlite://{}", file.display()), 2)
        .await
        .unwrap();
    database::migrate(&db).await.unwrap();
    let now = now.parse().unwrap();
    Services {
        clock: Clock::at(now),
        tokens: account::tokens::Tokens::load(&db, &settings.tokens, now)
            .await
            .unwrap(),
        passwords: account::passwords::Passwords::new(&settings.passwords).unwrap(),
        throttle: throttle::Throttle::new(&settings.limits),
        templates: Templates::default(),
        files: Default::default(),
        live: Default::default(),
        changes: Default::default(),
        settings: Arc::new(settings),
        db: crate::database::Db::new(db),
    }
}

fn phase_of(standing: Standing) -> Phase {
    match standing {
        Standing::Idea | Standing::Inventory => Phase::Inventory,
        Standing::Decision | Standing::Declined | Standing::Deferred => Phase::Decision,
        Standing::Preparation => Phase::Preparation,
        Standing::Build => Phase::Build,
        Standing::Launch => Phase::Launch,
        Standing::Management => Phase::Management,
        Standing::FollowUp => Phase::FollowUp,
    }
}

#[tokio::test]
async fn the_people_of_the_demo_bring_their_e_services_to_where_they_stand() {
    // Given an empty database on a Tuesday afternoon, when the demo is built.
    let folder = TempDir::new().unwrap();
    let services = services(&folder, "2026-11-24T13:00:00Z").await;
    let db = &services.db;
    build(&services).await.unwrap();

    // Then everybody is there, and every e-service stands where the content says.
    assert_eq!(user::Entity::find().count(db).await.unwrap(), 25);
    let rows = e_service::Entity::find().all(db).await.unwrap();
    let cycles: HashMap<_, _> = cycle::Entity::find()
        .filter(cycle::COLUMN.kind.eq(CycleKind::New))
        .all(db)
        .await
        .unwrap()
        .into_iter()
        .map(|cycle| (cycle.e_service_id, cycle))
        .collect();
    let revisions = cycle::COLUMN.kind.eq(CycleKind::Revision);
    let revisions = cycle::Entity::find().filter(revisions).count(db).await.unwrap();
    assert_eq!(
        (rows.len(), cycles.len(), revisions),
        (42, 42, 1),
        "two were brought in, one is being revised"
    );
    for told in municipality().unwrap().e_services {
        let row = rows.iter().find(|row| row.name == told.name).unwrap();
        let cycle = &cycles[&row.id];
        assert_eq!(cycle.phase, phase_of(told.standing), "{}", told.key);
        let is_live = told.standing.is_live() && told.key != "inkomst";
        assert_eq!(row.state == EServiceState::Live, is_live, "{}", told.key);
        assert!(row.updated_at <= services.now());
    }

    // And what is live is measured: each metric has its next due date, and all values of the content are there.
    let live: Vec<_> = rows
        .iter()
        .filter(|row| row.state == EServiceState::Live)
        .collect();
    assert_eq!(live.len(), 13, "one is retired, two were brought in");
    let metrics = metric::Entity::find().all(db).await.unwrap();
    for metric in &metrics {
        let is_live = live.iter().any(|row| row.id == metric.e_service_id);
        assert_eq!(metric.next_due_on.is_some(), is_live, "{}", metric.name);
    }
    let told = municipality().unwrap();
    let values = told.e_services.iter().flat_map(|service| &service.metrics);
    let values: usize = values.map(|metric| metric.values.len()).sum();
    let measured = measurement::Entity::find().all(db).await.unwrap();
    assert_eq!(measured.len(), values);
    assert!(measured.iter().all(|value| value.due_on.is_some()));
    assert!(measured.iter().any(|value| value.late));
    let overdue = |metric: &&metric::Model| metric.next_due_on.is_some_and(|due| due < services.today());
    assert!((3..=9).contains(&metrics.iter().filter(overdue).count()));

    // And there is work: open tasks of which some are overdue, decisions of each kind, approvals that wait.
    let tasks = task::Entity::find().all(db).await.unwrap();
    let open: Vec<_> = tasks
        .iter()
        .filter(|task| matches!(task.state, TaskState::Ready | TaskState::InProgress))
        .collect();
    assert!(open.len() > 50, "{}", open.len());
    let late = |task: &&&task::Model| task.due_on.is_some_and(|due| due < services.today());
    let late = open.iter().filter(late).count();
    assert!(late >= 10 && late * 2 < open.len(), "{late} of {}", open.len());
    assert_eq!(decision::Entity::find().count(db).await.unwrap(), 30);
    let pending = approval::COLUMN.state.eq(ApprovalState::Pending);
    let pending = approval::Entity::find().filter(pending).count(db).await.unwrap();
    assert!((4..=10).contains(&pending), "{pending}");

    // And what is live and for the public has its page, with questions and steps; needs and suggestions stand everywhere they can.
    let published = published_service::Entity::find().all(db).await.unwrap();
    assert_eq!(
        published.len(),
        10,
        "those for the public, without the one that was retired"
    );
    let steps = |row: &&published_service::Model| {
        row.body["steps"]
            .as_array()
            .is_some_and(|steps| !steps.is_empty())
    };
    assert!(published.iter().filter(steps).count() >= 6);
    for state in NeedState::ALL {
        let stands = need::Entity::find().filter(need::COLUMN.state.eq(*state));
        assert!(stands.count(db).await.unwrap() > 0, "{state:?}");
    }
    for state in SuggestionState::ALL {
        let stands = suggestion::Entity::find().filter(suggestion::COLUMN.state.eq(*state));
        assert!(stands.count(db).await.unwrap() > 0, "{state:?}");
    }

    // And a handful of things is new, to which today's reminders come.
    only_what_happened_last_is_new(&services, "2026-11-24").await;
    plan(&services).await.unwrap();
    let told = unread(&services).await;
    let ahead = told
        .iter()
        .filter(|row| row.kind == NotificationKind::LaunchAhead);
    assert!(ahead.count() > 0);
}

#[tokio::test]
async fn what_is_new_on_a_sunday_was_done_on_friday_and_is_mailed_at_once() {
    // Given an empty database on a Sunday evening, when the demo is built.
    let folder = TempDir::new().unwrap();
    let services = services(&folder, "2026-11-22T20:00:00Z").await;
    build(&services).await.unwrap();
    // Then the mails wait all the same, and of reminders only that of a launch today is still to be told.
    only_what_happened_last_is_new(&services, "2026-11-20").await;
    plan(&services).await.unwrap();
    for row in unread(&services).await {
        let reminds = row.about_on.is_some();
        assert!(!reminds || row.kind == NotificationKind::LaunchToday, "{row:?}");
    }
}

#[tokio::test]
async fn the_demo_can_be_built_on_a_holiday_and_on_a_leap_day() {
    for moment in ["2027-01-01T08:00:00Z", "2028-02-29T07:20:00Z"] {
        // Given a day on which some of the dates around it are unusual.
        let folder = TempDir::new().unwrap();
        let services = services(&folder, moment).await;
        // When the demo is built, then nothing is refused.
        build(&services).await.expect(moment);
    }
}

async fn unread(services: &Services) -> Vec<notification::Model> {
    let unread = notification::COLUMN.read_at.is_null();
    let unread = notification::Entity::find().filter(unread).all(&services.db);
    unread.await.unwrap()
}

/// A handful of mails waits, and none of them for nothing; little else is unread, and the log-ins have one each.
async fn only_what_happened_last_is_new(services: &Services, fresh_day: &str) {
    let db = &services.db;
    let waiting = delivery::COLUMN.state.eq(DeliveryState::Pending);
    let waiting = delivery::Entity::find().filter(waiting).all(db).await.unwrap();
    let notices = waiting.iter().filter(|row| row.form == DeliveryForm::Notice);
    assert!((5..=12).contains(&notices.clone().count()), "{}", waiting.len());
    for row in notices {
        assert!(row.due_at <= services.now());
        assert_eq!(row.due_at.date_naive().to_string(), fresh_day);
        let outgoing = outgoing::look(services, row).await.unwrap();
        assert!(!matches!(outgoing, outgoing::Outgoing::Cancel(_)), "{outgoing:?}");
    }
    let unread = unread(services).await;
    assert!((5..=20).contains(&unread.len()), "{}", unread.len());
    let municipality = municipality().unwrap();
    for key in &municipality.log_ins {
        let email = &municipality.person(key).unwrap().email;
        let user = account::queries::user_by_email(db, email).await.unwrap().unwrap();
        assert!(unread.iter().any(|row| row.user_id == user.id), "{key}");
    }
}
