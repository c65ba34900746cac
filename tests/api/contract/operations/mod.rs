//! For every operation of the contract an example that does as little as possible. An operation that lacks one fails a test.
//!
//! Versions are never right: who may do something is told that what they saw is old, and nothing changes.

mod artefact;
mod attachment;
mod design;
mod followup;
mod ground;
mod launch;
mod need;
mod notification;
mod operation;
mod project;
mod publication;
mod retirement;
mod review;
mod revision;
mod specification;
mod suggestion;
mod testing;
mod working_method;

use ::entity::{
    enums::{ApprovalSubject, ArtefactKind, Role, ScopeKind},
    ids::{RoleGrantId, UserId},
    role_grant,
};
use lansera::domain::permission::Permission;
use serde_json::{Value, json};

use super::rows::{self, Made, SUBJECTS, id};
use crate::support::{app::TestApp, given::Municipality};

/// An example of an operation.
pub struct Example {
    /// The field at the root.
    pub field: &'static str,
    /// The permission that the row takes, where it is another than that of the field.
    pub row: Option<Permission>,
    /// Whether it is about the e-service at hand.
    pub about_it: bool,
    /// What is said to a mutation; what a query is asked.
    pub says: Says,
}

/// What is said.
pub enum Says {
    /// The input of a mutation.
    Input(Value),
    /// A mutation without input.
    Nothing,
    /// The selection of a query with its arguments.
    Query(String),
}

fn example(field: &'static str, about_it: bool, input: Value) -> Example {
    Example {
        field,
        row: None,
        about_it,
        says: Says::Input(input),
    }
}

/// No thing is at this version.
const NEVER: i32 = 1_000_000;

/// Somebody who tries everything.
pub struct Trying {
    /// The person; for an anonymous client that of somebody else.
    pub user: UserId,
    /// The role that they hold; for an anonymous client any.
    pub role: Role,
    /// A refresh token of the person.
    pub refresh_token: String,
}

/// The mutations on an e-service, for somebody who tries them.
pub async fn mutations(app: &TestApp, municipality: &Municipality, made: &Made, by: &Trying) -> Vec<Example> {
    let mut all = on_accounts(municipality, by);
    all.extend(on_the_e_service(app, municipality, made).await);
    all.extend(on_tasks(made, by));
    all.extend(on_approvals(made, by));
    all.extend(artefact::mutations(made));
    all.extend(attachment::mutations(app, made).await);
    all.extend(ground::mutations(made));
    all.extend(launch::mutations(made));
    all.extend(operation::mutations(made, by.role));
    all.extend(retirement::mutations(made));
    all.extend(revision::mutations(made));
    all.extend(followup::mutations(app, made).await);
    all.extend(need::mutations(municipality, made));
    all.extend(suggestion::mutations(made));
    all.extend(working_method::mutations(made));
    all.extend(publication::mutations(made));
    all.extend(project::mutations(made));
    all.extend(design::mutations(made));
    all.extend(specification::mutations(made));
    all.extend(testing::mutations(made));
    all.extend(review::mutations(made));
    all.extend(notification::mutations(made));
    all
}

fn on_accounts(municipality: &Municipality, by: &Trying) -> Vec<Example> {
    let somebody = id(municipality.cast.business.id);
    vec![
        example(
            "logIn",
            false,
            json!({ "email": format!("{}@nowhere.example", by.user), "password": "fel" }),
        ),
        example(
            "refreshSession",
            false,
            json!({ "refreshToken": by.refresh_token }),
        ),
        example(
            "changePassword",
            false,
            json!({ "password": "fel", "newPassword": "kort" }),
        ),
        example("setLocale", false, json!({ "locale": "SV" })),
        example("createUser", false, json!({ "name": "", "email": "" })),
        example(
            "updateUser",
            false,
            json!({ "userId": somebody, "version": NEVER }),
        ),
        // No role is given like this.
        example(
            "grantRole",
            false,
            json!({ "userId": somebody, "role": "ADMIN", "orgUnitId": id(municipality.permits) }),
        ),
        example(
            "importEServices",
            false,
            json!({ "csv": { "text": "" }, "dryRun": true }),
        ),
        example("runJob", false, json!({ "name": "CLEAN_UP" })),
        example("pauseJob", false, json!({ "name": "CLEAN_UP" })),
        example("resumeJob", false, json!({ "name": "PLAN_REMINDERS" })),
        example("createOrgUnit", false, json!({ "name": "" })),
        example(
            "loadProcessTemplate",
            false,
            json!({ "source": "", "dryRun": true }),
        ),
        example(
            "renameOrgUnit",
            false,
            json!({ "orgUnitId": id(municipality.permits), "version": NEVER, "name": "Bygglov" }),
        ),
        example(
            "proposeEService",
            false,
            json!({ "name": "", "purpose": "", "audience": "EXTERNAL", "orgUnitId": id(municipality.permits) }),
        ),
        Example {
            field: "logOut",
            row: None,
            about_it: false,
            says: Says::Nothing,
        },
    ]
}

async fn on_the_e_service(app: &TestApp, municipality: &Municipality, made: &Made) -> Vec<Example> {
    let (e_service, cycle, metric) = (id(made.id), id(made.cycle), id(made.metrics[0]));
    let statement = json!({
        "name": "Andel", "goal": "Mer", "unit": "procent", "direction": "INCREASE", "target": 1.0,
        "interval": "MONTHLY",
    });
    let seen = json!({ "cycleId": cycle, "version": NEVER });
    let with = |field: &str, value: Value| {
        let mut input = seen.clone();
        input[field] = value;
        input
    };
    let decision =
        json!({ "cycleId": cycle, "version": NEVER, "motive": "Nej.", "outcome": { "noGo": true } });
    let mut all = vec![
        example(
            "updateEService",
            true,
            json!({ "eServiceId": e_service, "version": NEVER }),
        ),
        // No person holds this role on an e-service.
        example(
            "appointToEService",
            true,
            json!({ "eServiceId": e_service, "userId": id(municipality.cast.business.id), "role": "ADMIN" }),
        ),
        example(
            "revokeRole",
            true,
            json!({ "roleGrantId": id(a_grant(app, municipality, made).await) }),
        ),
        example("recordDecision", true, decision),
        example("advancePhase", true, seen.clone()),
        example("publishEService", true, seen.clone()),
        example("moveLaunchDate", true, with("launchDate", json!("2027-01-11"))),
        example(
            "defineMetric",
            true,
            json!({ "cycleId": cycle, "metric": statement }),
        ),
        example(
            "updateMetric",
            true,
            json!({ "metricId": metric, "version": NEVER, "metric": statement }),
        ),
        example(
            "removeMetric",
            true,
            json!({ "metricId": metric, "version": NEVER }),
        ),
        example(
            "recordMeasurement",
            true,
            json!({ "metricId": metric, "value": 1.0, "measuredOn": app.today() }),
        ),
    ];
    for (kind, permission) in [
        ("PRE_STUDY", Permission::WritePreStudy),
        ("DESIGN_PROPOSAL", Permission::WritePreparation),
        ("BUILD_NOTE", Permission::WriteBuildNote),
        ("TEST_REPORT", Permission::WriteTestReport),
    ] {
        let draft = json!({ "cycleId": cycle, "kind": kind, "basedOn": NEVER, "body": "Text" });
        all.push(Example {
            row: Some(permission),
            ..example("saveDocument", true, draft)
        });
    }
    all
}

/// A role on the e-service that can be taken back; a new one each time.
async fn a_grant(app: &TestApp, municipality: &Municipality, made: &Made) -> RoleGrantId {
    let row = role_grant::Model {
        id: RoleGrantId::new(),
        user_id: municipality.cast.case_officer.id,
        role: Role::CaseOfficer,
        scope_kind: ScopeKind::EService,
        org_unit_id: None,
        e_service_id: Some(made.id),
        granted_by: None,
        granted_at: app.now(),
        revoked_at: None,
    };
    let key = row.id;
    rows::insert::<role_grant::Entity, _, _>(app, vec![row]).await;
    key
}

fn on_tasks(made: &Made, by: &Trying) -> Vec<Example> {
    let seen = json!({ "taskId": id(made.task(by.role)), "version": NEVER });
    let task = id(made.task(by.role));
    vec![
        example("takeTask", true, seen.clone()),
        example("startTask", true, seen.clone()),
        example("completeTask", true, seen.clone()),
        example(
            "skipTask",
            true,
            json!({ "taskId": task, "version": NEVER, "reason": "Behövs inte." }),
        ),
        example("assignTask", true, seen.clone()),
        example("setTaskDueDate", true, seen.clone()),
        example("reopenTask", true, seen),
        example(
            "addTask",
            true,
            json!({ "cycleId": id(made.cycle), "title": "Ring", "phase": "BUILD", "role": "DEVELOPER" }),
        ),
        example("commentTask", true, json!({ "taskId": task, "body": "Jaha." })),
    ]
}

fn on_approvals(made: &Made, by: &Trying) -> Vec<Example> {
    let mut all = Vec::new();
    for (key, (subject, _)) in made.approvals.iter().zip(SUBJECTS) {
        // Their permission is that of the design.
        if matches!(subject, ApprovalSubject::Specification | ApprovalSubject::Metrics) {
            continue;
        }
        let seen = json!({ "approvalId": id(*key), "version": NEVER, "contentHash": "0", "reason": "Nej." });
        let mut given = seen.clone();
        given.as_object_mut().expect("an object").remove("reason");
        for (field, input) in [("approve", given), ("reject", seen)] {
            all.push(Example {
                row: Some(Permission::to_approve(subject)),
                ..example(field, true, input)
            });
        }
    }
    all.push(example(
        "askApproval",
        true,
        json!({ "cycleId": id(made.cycle), "subject": "DESIGN" }),
    ));
    // Whoever asked takes the question back; here that is whoever tries.
    let asked = made.asked_by(by.user).unwrap_or(made.approvals[0]);
    all.push(example(
        "withdrawApproval",
        true,
        json!({ "approvalId": id(asked), "version": NEVER }),
    ));
    all
}

/// The queries, some of them about an e-service.
pub fn queries(municipality: &Municipality, made: &Made) -> Vec<Example> {
    let ask = |field, about_it, says: String| Example {
        field,
        row: None,
        about_it,
        says: Says::Query(says),
    };
    let (unit, e_service) = (id(municipality.permits), id(made.id));
    let mut all = vec![
        ask("viewer", false, "viewer { unreadNotificationCount }".into()),
        ask(
            "user",
            false,
            format!("user(id: \"{}\") {{ name }}", id(municipality.admin.id)),
        ),
        ask("users", false, "users(first: 1) { nodes { name } }".into()),
        ask("orgUnit", false, format!("orgUnit(id: \"{unit}\") {{ name }}")),
        ask("orgUnits", false, "orgUnits(first: 1) { nodes { name } }".into()),
        ask(
            "eServices",
            false,
            "eServices(first: 1) { nodes { name } }".into(),
        ),
        ask(
            "portfolio",
            false,
            "portfolio { overview { figures { count } } }".into(),
        ),
        ask(
            "machineClients",
            false,
            "machineClients(first: 1) { nodes { name } }".into(),
        ),
        ask(
            "serviceIndicators",
            false,
            "serviceIndicators { name formula }".into(),
        ),
        ask(
            "publishedService",
            false,
            format!("publishedService(id: \"{}\") {{ slug }}", id(made.published)),
        ),
        ask(
            "publishedServices",
            false,
            "publishedServices(first: 1) { nodes { slug } }".into(),
        ),
        ask("needs", false, "needs(first: 1) { nodes { title } }".into()),
        ask(
            "search",
            false,
            "search(text: \"bygglov\", first: 1) { nodes { __typename } }".into(),
        ),
        ask("processTemplate", false, "processTemplate { number }".into()),
        ask("processTemplates", false, "processTemplates { number }".into()),
        ask(
            "auditEntries",
            false,
            "auditEntries(first: 1) { nodes { action } }".into(),
        ),
        ask("jobs", false, "jobs { name }".into()),
        ask(
            "jobRuns",
            false,
            "jobRuns(name: CLEAN_UP, first: 1) { nodes { summary } }".into(),
        ),
        ask(
            "eService",
            true,
            format!("eService(id: \"{e_service}\") {{ name }}"),
        ),
        ask(
            "portfolio",
            false,
            format!("portfolio {{ pick(orgUnitId: \"{unit}\") {{ benefitFrom }} }}"),
        ),
        ask(
            "receipt",
            true,
            format!("receipt(id: \"{}\") {{ token }}", id(made.decision)),
        ),
        ask("nodes", true, format!("nodes(ids: [\"{e_service}\"]) {{ id }}")),
    ];
    let things = [
        e_service,
        id(made.cycle),
        id(made.tasks[0]),
        id(made.approvals[0]),
        id(made.document),
        id(made.metrics[0]),
        id(made.attachment),
        id(made.artefact(ArtefactKind::Requirement)),
        id(made.artefact(ArtefactKind::TrainingSession)),
        id(made.artefact(ArtefactKind::Incident)),
        id(made.artefact(ArtefactKind::FollowUpDecision)),
        id(made.report),
        id(made.artefact(ArtefactKind::PublicPage)),
        id(made.artefact(ArtefactKind::FaqEntry)),
        id(made.artefact(ArtefactKind::HandlingStep)),
        id(made.need),
        id(made.suggestion),
        id(made.artefact(ArtefactKind::Benefit)),
        id(made.artefact(ArtefactKind::OperationPlan)),
        id(made.artefact(ArtefactKind::DesignStep)),
    ];
    all.extend(revision::queries(made));
    all.extend(notification::queries());
    all.extend(things.map(|thing| ask("node", true, format!("node(id: \"{thing}\") {{ id }}"))));
    all
}
