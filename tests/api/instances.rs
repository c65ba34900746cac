//! Several instances on one database.

mod killed;
mod processes;
mod town;

use std::time::{Duration, Instant};

use lansera::service::task::manage;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use tokio::time::timeout;

use crate::support::{
    app::TestApp,
    given::{EService, Stage, done},
    socket::Socket,
    story::{Story, on_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    let together = on_database![
        what_is_told_in_one_instance_is_heard_in_another,
        an_instance_whose_connection_was_cut_listens_again,
    ];
    [together, killed::stories()].concat()
}

/// Well below the five seconds after which a subscription looks by itself.
const AT_ONCE: Duration = Duration::from_secs(1);

const TOLD: &str = "subscription { notificationReceived { task { id } } }";

/// Two instances, a developer who listens to the second, and what they are to be told in the first. None on SQLite, where there is
/// one instance.
async fn two_instances(app: &TestApp) -> Option<(EService, TestApp, Socket)> {
    if app.services().db.get_database_backend() != DbBackend::Postgres {
        return None;
    }
    let service = app.given().e_service_in(Stage::Build).await;
    let other = app.restart().await;
    app.address().await;
    let client = other.client(&service.cast.developer).await;
    let mut socket = client.socket().await;
    socket.subscribe_and_stand(TOLD, json!({})).await;
    listeners(app, 2, &[]).await;
    Some((service, other, socket))
}

/// The server processes of so many who listen, and are not among those known before.
async fn listeners(app: &TestApp, count: usize, known: &[i32]) -> Vec<i32> {
    let select = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
        AND application_name = 'lansera wake-ups' AND query LIKE 'LISTEN%'";
    let begun = Instant::now();
    loop {
        let statement = Statement::from_string(DbBackend::Postgres, select);
        let rows = app.services().db.query_all_raw(statement).await.expect("rows");
        let mut pids: Vec<i32> = rows
            .iter()
            .map(|row| row.try_get_by_index(0).expect("a process"))
            .collect();
        pids.retain(|pid| !known.contains(pid));
        if pids.len() == count {
            return pids;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{pids:?} listen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The lead gives a task to the developer, in the first instance.
async fn give(app: &TestApp, service: &EService, activity: &str) {
    let task = app.given().task(service, activity).await;
    let lead = app.acting(&service.cast.project_lead).await;
    let developer = Some(service.cast.developer.id);
    let given = manage::assign(app.services(), &lead, task.id, task.version, developer).await;
    done("assigning", given);
}

#[track_caller]
fn heard(came: Result<serde_json::Value, tokio::time::error::Elapsed>) {
    let told = came.expect("told within a second");
    assert!(
        told.pointer("/data/notificationReceived/task/id").is_some(),
        "{told}"
    );
}

async fn what_is_told_in_one_instance_is_heard_in_another(app: TestApp) {
    let Some((service, _other, mut socket)) = two_instances(&app).await else {
        return;
    };
    give(&app, &service, "build.develop").await;
    heard(timeout(AT_ONCE, socket.event()).await);
    app.run_jobs().await;
}

async fn an_instance_whose_connection_was_cut_listens_again(app: TestApp) {
    let Some((service, _other, mut socket)) = two_instances(&app).await else {
        return;
    };
    let cut = listeners(&app, 2, &[]).await;
    for pid in &cut {
        let cut = format!("SELECT pg_terminate_backend({pid})");
        app.services().db.execute_unprepared(&cut).await.expect("a cut");
    }
    listeners(&app, 2, &cut).await;
    give(&app, &service, "build.develop").await;
    heard(timeout(AT_ONCE, socket.event()).await);
    app.run_jobs().await;
}
