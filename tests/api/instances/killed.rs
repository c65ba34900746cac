//! Three instances of the program on one PostgreSQL, killed at random (SIGKILL) while people give each other tasks and launches fall due,
//! with a mail server that is busy, falls silent and breaks off by chance.
//!
//! `LANSERA_TEST_KILLS` says how often one is killed; a hundred take about three minutes.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    env,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use ::entity::{
    delivery,
    enums::{DeliveryState, NotificationKind as Kind},
    ids::{TaskId, UserId},
    notification,
};
use lansera::{clock::Clock, global_id::encode};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tokio::{task::JoinSet, time::sleep};

use super::{
    processes::Instance,
    town::{PUBLIC_URL, Town},
};
use crate::{
    support::{
        client::Client,
        database::TestDatabase,
        smtp_sink::{Fault, Options, SmtpSink},
        story::{Need, Story, needing, on_empty_database},
    },
    year::chance::Chance,
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    needing(
        Need::SmtpSink,
        on_empty_database![no_kill_loses_a_mail_or_tells_anything_twice],
    )
}

/// How often an instance is killed where nothing else is said.
const KILLS: usize = 15;
/// Tasks that are given for each kill.
const TASKS: usize = 12;
/// How long what is left may take when nobody is killed any more.
const LONGEST: Duration = Duration::from_secs(100);

async fn no_kill_loses_a_mail_or_tells_anything_twice(database: TestDatabase) {
    // SQLite carries one instance.
    if !database.url.starts_with("postgres") {
        return;
    }
    let kills = env::var("LANSERA_TEST_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(KILLS);
    let town = Arc::new(Town::found(&database.url, kills * TASKS).await);
    let by_chance = Fault::Chance {
        busy: 10,
        silent: 5,
        broken: 10,
    };
    let sink = SmtpSink::start(Options {
        faults: vec![by_chance],
        ..Options::default()
    });
    let settings = town.settings(&database.url, sink.port);
    let mut instances: Vec<_> = (0..3).map(|_| Instance::start(&settings)).collect();
    for instance in &mut instances {
        instance.ready().await;
    }
    let address = instances[0].address();
    let client = Client::new(address, Clock::System, None);
    let token = client.log_in(&town.lead_email()).await.access_token;
    let urls: Vec<_> = instances.iter().map(Instance::url).collect();

    // While tasks are given over one or the other instance, one after the other is killed, whatever it is at.
    let begun = Instant::now();
    let giving = give_all(&town, &urls, &token);
    let mut chance = Chance::of(u64::from(std::process::id()));
    for kill in 0..kills {
        sleep(Duration::from_millis(
            u64::try_from(chance.within(800, 2_000)).expect("a pause"),
        ))
        .await;
        if kill % 4 == 0 {
            town.launch_today().await;
        }
        let which = chance.below(instances.len());
        instances[which].kill_and_restart();
    }
    let killing = begun.elapsed();
    giving.join_all().await;
    for instance in &mut instances {
        instance.ready().await;
    }

    // Then what is left is sent: claims of the killed run out, and what the mail server refused is tried again.
    let ended = Instant::now();
    while !town.is_all_said().await {
        assert!(ended.elapsed() < LONGEST, "{}", town.left().await);
        sleep(Duration::from_millis(250)).await;
    }
    let all = begun.elapsed();
    drop(instances);
    let found = held_against(&town, &sink).await;
    println!(
        "{kills} kills in {killing:.1?}, {all:.1?} in all: {found}. The mail server: {}",
        sink.chances()
    );
}

/// Gives each task to somebody, over whichever instance answers; asks another where one breaks off, and does not know then whether
/// it was done.
fn give_all(town: &Arc<Town>, urls: &[String], token: &str) -> JoinSet<()> {
    let waiting: Arc<Mutex<VecDeque<TaskId>>> = Arc::new(Mutex::new(town.tasks.iter().copied().collect()));
    let mut giving = JoinSet::new();
    for hand in 0..3 {
        let (town, waiting, urls, token) = (town.clone(), waiting.clone(), urls.to_vec(), token.to_owned());
        giving.spawn(async move {
            let http = reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .timeout(Duration::from_secs(10))
                .build()
                .expect("a client");
            let mut chance = Chance::of(hand);
            let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            while let Some(task) = next() {
                let to = *chance.one(&town.people);
                while !give(&http, chance.one::<String>(&urls), &token, task, to).await {
                    sleep(Duration::from_millis(50)).await;
                }
                sleep(Duration::from_millis(250)).await;
            }
        });
    }
    giving
}

/// Whether a task is given now: by this request, or by one before whose answer was lost.
async fn give(http: &reqwest::Client, url: &str, token: &str, task: TaskId, to: UserId) -> bool {
    let input = json!({ "taskId": encode(task), "version": 1, "assigneeId": encode(to) });
    let document =
        "mutation($input: AssignTaskInput!) { assignTask(input: $input) { task { id } errors { code } } }";
    let body = json!({ "query": document, "variables": { "input": input } });
    let sent = http.post(url).bearer_auth(token).json(&body).send().await;
    let Ok(response) = sent else { return false };
    let Ok(answer) = response.json::<Value>().await else {
        return false;
    };
    let given = answer
        .pointer("/data/assignTask/task/id")
        .is_some_and(Value::is_string);
    let before = [
        answer.pointer("/errors/0/extensions/code"),
        answer.pointer("/data/assignTask/errors/0/code"),
    ];
    given
        || before
            .into_iter()
            .flatten()
            .any(|code| code == "CONFLICT" || code == "STALE")
}

/// Every task and every launch was told once, every mail arrived at least once, and those that came twice are the same mail.
async fn held_against(town: &Town, sink: &SmtpSink) -> String {
    let db = &town.app.services.db;
    let told = notification::Entity::find().all(db).await.expect("the ledger");
    let given: BTreeSet<_> = told
        .iter()
        .filter(|row| row.kind == Kind::TaskAssigned)
        .map(|row| row.task_id)
        .collect();
    let launches = told.iter().filter(|row| row.kind == Kind::LaunchToday).count();
    assert_eq!(given.len(), town.tasks.len(), "every task is told");
    assert_eq!(
        launches,
        town.told_of_launches(),
        "every launch is told to each of four"
    );
    assert_eq!(
        told.len(),
        given.len() + launches,
        "nothing is told twice, and nothing else"
    );

    let outbox = delivery::Entity::find().all(db).await.expect("the outbox");
    let lost: Vec<_> = outbox
        .iter()
        .filter(|row| row.state != DeliveryState::Sent)
        .collect();
    assert!(lost.is_empty(), "given up: {lost:?}");
    let ways: BTreeSet<_> = outbox.iter().map(|row| row.notification_id).collect();
    assert_eq!(
        (outbox.len(), ways.len()),
        (told.len(), told.len()),
        "each has one way out"
    );

    let mut came: BTreeMap<(String, String), BTreeMap<String, usize>> = BTreeMap::new();
    let mails = sink.mails();
    for mail in &mails {
        let text = mail.message.body_text(0).expect("words");
        let link = text.lines().find_map(|line| line.trim().strip_prefix(PUBLIC_URL));
        let about = (mail.envelope_to[0].clone(), link.expect("a link").to_owned());
        let id = mail.message.message_id().expect("a Message-ID").to_owned();
        *came.entry(about).or_default().entry(id).or_default() += 1;
    }
    let different: Vec<_> = came.iter().filter(|(_, ids)| ids.len() != 1).collect();
    assert!(
        different.is_empty(),
        "doubles with another Message-ID: {different:?}"
    );
    let ids: BTreeSet<_> = came.values().flat_map(BTreeMap::keys).collect();
    assert_eq!(
        (came.len(), ids.len()),
        (told.len(), told.len()),
        "each has arrived"
    );
    let again = outbox.iter().filter(|row| row.attempts > 1).count();
    format!(
        "{} notifications, each written once; {} mails arrived, {} of them for the second time with the same Message-ID; {again} were \
         tried more than once, none was given up",
        told.len(),
        mails.len(),
        mails.len() - came.len(),
    )
}
