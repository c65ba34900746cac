//! The town of the story: who works there, what everybody can look at, and how its days pass.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ::entity::enums::Role;
use chrono::{Duration, NaiveDate};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::somebody::{Server, Somebody};
use crate::support::{
    answer::Answer,
    app::TestApp,
    given::{Plan, Scope, Stage},
    smtp_sink::SmtpSink,
};

/// The town, with its server.
pub struct Town {
    /// The running product.
    pub app: TestApp,
    server: Server,
    everybody: Vec<Somebody>,
    idea: OnceLock<(String, String)>,
    later_cycle: OnceLock<String>,
}

impl Town {
    /// A town with accounts for all, roles for those who have theirs for a unit or for all of it, and a mail server. Across the
    /// street, the school office builds an e-service of its own: its people hold every role there, and none here.
    pub async fn found(app: &TestApp, mails: &SmtpSink) -> Self {
        let app = app.restart_mailing_to(mails).await;
        let given = app.given();
        let here = given.municipality().await;
        let siv = given.person("Siv Sund").await;
        let schools = given.cast("Nord", here.schools).await;
        let plan = Plan {
            name: "Ansök om skolskjuts".into(),
            unit: Some(here.schools),
            cast: Some(schools.clone()),
            ..Plan::default()
        };
        let theirs = given.e_service(plan, Stage::Build).await;
        given
            .role(&schools.editor, Role::Editor, Scope::EService(theirs.id))
            .await;

        let server: Server = Arc::new(Mutex::new(app.anonymous().await));
        let mut people = vec![here.admin.clone(), siv];
        for cast in [&here.cast, &schools] {
            let roles = Role::ALL.iter().filter(|role| **role != Role::Admin);
            people.extend(roles.map(|role| cast.of(*role).clone()));
        }
        let everybody = join_all(people.iter().map(|person| Somebody::at_desk(person, &server))).await;
        Self {
            app,
            server,
            everybody,
            idea: OnceLock::new(),
            later_cycle: OnceLock::new(),
        }
    }

    /// Somebody by the first name, of those who work here.
    #[track_caller]
    pub fn who(&self, first_name: &str) -> Somebody {
        let mut here = self
            .everybody
            .iter()
            .filter(|somebody| !somebody.name.ends_with("Nord"));
        here.find(|somebody| somebody.name.starts_with(first_name))
            .expect("somebody")
            .clone()
    }

    /// The same town, whose server was stopped and started again.
    pub async fn restarted(self) -> Self {
        let app = self.app.restart().await;
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = app.anonymous().await;
        Self { app, ..self }
    }

    /// From now on, this is the e-service that the story is about, in this cycle.
    pub fn is_about(&self, e_service: String, cycle: String) {
        self.idea.set((e_service, cycle)).expect("one idea");
    }

    /// Opaque id of the e-service.
    pub fn e_service(&self) -> &str {
        &self.idea.get().expect("the idea").0
    }

    /// From now on, the story goes on in this cycle of the same e-service.
    pub fn goes_on_in(&self, cycle: String) {
        self.later_cycle.set(cycle).expect("one revision");
    }

    /// Opaque id of its cycle.
    pub fn cycle(&self) -> &str {
        let later = self.later_cycle.get();
        later.unwrap_or_else(|| &self.idea.get().expect("the idea").1)
    }

    /// Everybody but these tries, and is told that they may not. Then the first of these does it.
    pub async fn only(&self, who: &[&Somebody], mutation: &str, input: Value, wanted: &str) -> Answer {
        self.refused_but(who, mutation, &input).await;
        let answer = who[0].tries(mutation, &input, wanted).await;
        assert_eq!(
            answer.user_errors(),
            [],
            "{mutation} by {}\n{answer}",
            who[0].name
        );
        answer
    }

    /// Everybody but these tries, and is told that they may not.
    pub async fn refused_but(&self, who: &[&Somebody], mutation: &str, input: &Value) {
        let others: Vec<_> = self
            .everybody
            .iter()
            .filter(|one| who.iter().all(|may| may.email != one.email))
            .collect();
        for few in others.chunks(4) {
            let tried = few
                .iter()
                .map(async |one| (one, one.tries(mutation, input, "").await));
            for (one, answer) in join_all(tried).await {
                let code = answer.error_code();
                assert_eq!(code, Some("FORBIDDEN"), "{mutation} by {}\n{answer}", one.name);
            }
        }
    }

    /// What the cycle shows of itself to anybody who is logged in.
    pub async fn cycle_shows(&self, fields: &str) -> Value {
        self.shown_of(self.cycle(), fields).await
    }

    /// What the first cycle shows of itself, also once the story goes on in another.
    pub async fn first_cycle_shows(&self, fields: &str) -> Value {
        self.shown_of(&self.idea.get().expect("the idea").1, fields).await
    }

    async fn shown_of(&self, cycle: &str, fields: &str) -> Value {
        let document = format!("query($id: ID!) {{ node(id: $id) {{ ... on Cycle {{ {fields} }} }} }}");
        let answer = self.who("Siv").asks(&document, json!({ "id": cycle })).await;
        answer.data("node").clone()
    }

    /// What the e-service shows of itself to anybody who is logged in.
    pub async fn e_service_shows(&self, fields: &str) -> Value {
        let document = format!("query($id: ID!) {{ eService(id: $id) {{ {fields} }} }}");
        let answer = self
            .who("Siv")
            .asks(&document, json!({ "id": self.e_service() }))
            .await;
        answer.data("eService").clone()
    }

    /// The cycle as mutations take it: with the version that was seen.
    pub async fn as_it_is(&self) -> Value {
        json!({ "cycleId": self.cycle(), "version": self.cycle_shows("version").await["version"] })
    }

    /// The newest task of an activity.
    pub async fn task(&self, activity: &str) -> Value {
        let cycle = self
            .cycle_shows("tasks { id version activityKey state dueOn }")
            .await;
        let tasks = cycle["tasks"].as_array().expect("tasks").clone();
        let mut of_it = tasks.into_iter().filter(|task| task["activityKey"] == activity);
        of_it
            .next_back()
            .unwrap_or_else(|| panic!("a task of {activity}"))
    }

    /// The task of an activity as mutations take it.
    pub async fn task_as_it_is(&self, activity: &str) -> Value {
        let task = self.task(activity).await;
        json!({ "taskId": task["id"], "version": task["version"] })
    }

    /// Where the task of an activity stands.
    pub async fn stands(&self, activity: &str) -> String {
        self.task(activity).await["state"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Only these may appoint somebody to a role, and the first of them does.
    pub async fn appoints(&self, who: &[&Somebody], role: &str, whom: &Somebody) {
        let input = json!({ "eServiceId": self.e_service(), "role": role, "userId": whom.id });
        self.only(who, "appointToEService", input, "user { name }").await;
    }

    /// Only these may complete the task of an activity, and the first of them does.
    pub async fn completes(&self, who: &[&Somebody], activity: &str) {
        let task = self.task_as_it_is(activity).await;
        self.only(who, "completeTask", task, "task { state }").await;
    }

    /// Only these may keep something new of the cycle, and the first of them does; answers it.
    pub async fn keeps(&self, who: &[&Somebody], mutation: &str, what: &str, mut says: Value) -> Value {
        (says["cycleId"], says["version"]) = (json!(self.cycle()), json!(0));
        let kept = self
            .only(who, mutation, says, &format!("{what} {{ id version }}"))
            .await;
        kept.data(&format!("{mutation}.{what}")).clone()
    }

    /// Only these may write the document, and the first of them does, on top of what there is.
    pub async fn writes(&self, who: &[&Somebody], kind: &str, body: &str) {
        let cycle = self.cycle_shows("documents { kind latest { number } }").await;
        let documents = cycle["documents"].as_array().expect("documents");
        let written = documents.iter().find(|document| document["kind"] == kind);
        let number = written.map_or(json!(0), |document| document["latest"]["number"].clone());
        let input = json!({ "cycleId": self.cycle(), "kind": kind, "basedOn": number, "body": body });
        self.only(who, "saveDocument", input, "document { id }").await;
    }

    /// The one requirement of the specification, put into a state.
    pub async fn requirement_in(&self, state: &str) -> Value {
        let cycle = self
            .cycle_shows("specification { requirements { id version } }")
            .await;
        let requirement = &cycle["specification"]["requirements"][0];
        json!({
            "specificationRequirementId": requirement["id"], "version": requirement["version"], "state": state,
        })
    }

    /// Only these may ask for an approval, and the first of them does.
    pub async fn asks_for(&self, who: &[&Somebody], subject: &str) {
        let input = json!({ "cycleId": self.cycle(), "subject": subject });
        self.only(who, "askApproval", input, "approval { state }").await;
    }

    /// The latest approval of a subject.
    pub async fn approval(&self, subject: &str) -> Value {
        let fields = "approvals { id version subject state contentHash differences { path before after } }";
        let cycle = self.cycle_shows(fields).await;
        let approvals = cycle["approvals"].as_array().expect("approvals").clone();
        let mut about_it = approvals.into_iter().filter(|row| row["subject"] == subject);
        about_it
            .next()
            .unwrap_or_else(|| panic!("an approval of {subject}"))
    }

    /// The answer of somebody who has seen the latest approval of a subject, with what else they say.
    pub async fn answer_to(&self, subject: &str, more: Value) -> Value {
        let asked = self.approval(subject).await;
        let mut answer = json!({
            "approvalId": asked["id"], "version": asked["version"], "contentHash": asked["contentHash"],
        });
        let more = more.as_object().cloned().unwrap_or_default();
        answer.as_object_mut().expect("an object").extend(more);
        answer
    }

    /// Only this person may approve what was asked for, and does.
    pub async fn approves(&self, who: &Somebody, subject: &str, more: Value) {
        let answer = self.answer_to(subject, more).await;
        let given = self.only(&[who], "approve", answer, "approval { state }").await;
        assert_eq!(given.text("approve.approval.state"), "APPROVED");
    }

    /// Only these may move the e-service on, and the first of them does.
    pub async fn moves_on(&self, who: &[&Somebody], to: &str) {
        let cycle = self.as_it_is().await;
        let moved = self.only(who, "advancePhase", cycle, "cycle { phase }").await;
        assert_eq!(moved.text("advancePhase.cycle.phase"), to);
    }

    /// The gate is closed to somebody who could move the e-service on; answers what it says, and the conditions that do not
    /// hold, each with the tasks that are left of it.
    pub async fn gate_is_closed_to(
        &self,
        who: &Somebody,
        mutation: &str,
        code: &str,
    ) -> (String, Vec<String>) {
        let wanted = "cycle { gate { open conditions { kind satisfied openTasks { activityKey } } } }";
        let refused = who.tries(mutation, &self.as_it_is().await, wanted).await;
        refused.refused(code, "input");
        let gate = refused.data(&format!("{mutation}.cycle.gate"));
        assert_eq!(gate["open"], false, "{refused}");
        let open = gate["conditions"].as_array().expect("conditions").iter();
        let left = open
            .filter(|condition| condition["satisfied"] == false)
            .map(|condition| {
                let tasks = condition["openTasks"].as_array().expect("tasks").iter();
                let kind = std::iter::once(&condition["kind"]);
                let words = kind.chain(tasks.map(|task| &task["activityKey"]));
                words.filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
            });
        let message = refused.text(&format!("{mutation}.errors.0.message"));
        (message.to_owned(), left.collect())
    }

    /// A value of the one measure, as it is recorded.
    pub async fn measured(&self, value: f64, day: &str) -> Value {
        let e_service = self.e_service_shows("metrics { id }").await;
        json!({ "metricId": e_service["metrics"][0]["id"], "value": value, "measuredOn": day })
    }

    /// Whatever waits to be told goes out; answers how many mails that were.
    pub async fn post(&self) -> usize {
        self.app.run_jobs().await.sent
    }

    /// Day after day passes until the morning of a day, with the jobs run just before eight o'clock and at eight, each day.
    pub async fn comes(&self, day: &str) {
        let until: NaiveDate = day.parse().expect("a day");
        for date in self
            .app
            .today()
            .iter_days()
            .skip(1)
            .take_while(|date| *date <= until)
        {
            self.app.set_morning(date);
            self.app.advance(Duration::seconds(-1));
            self.app.run_jobs().await;
            self.app.set_morning(date);
            self.app.run_jobs().await;
        }
    }
}
