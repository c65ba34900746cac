//! Examples of the operations on an e-service: its people, its phases, its documents and its metrics.

use ::entity::{
    enums::{Role, ScopeKind},
    ids::RoleGrantId,
    role_grant,
};
use lansera::domain::permission::Permission;
use serde_json::{Value, json};

use super::{Example, NEVER, example};
use crate::{
    contract::rows::{self, Made, id},
    support::{app::TestApp, given::Municipality},
};

/// The mutations.
pub async fn mutations(app: &TestApp, municipality: &Municipality, made: &Made) -> Vec<Example> {
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
