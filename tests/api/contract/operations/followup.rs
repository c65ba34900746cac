//! Examples of the operations on measuring and follow-up.

use ::entity::measurement;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Example, NEVER, example};
use crate::{
    contract::rows::{Made, id},
    support::app::TestApp,
};

/// The mutations.
pub async fn mutations(app: &TestApp, made: &Made) -> Vec<Example> {
    let metric = id(made.metrics[0]);
    let measured = measurement::Entity::find()
        .filter(measurement::COLUMN.metric_id.eq(made.metrics[0]))
        .one(&app.services().db)
        .await
        .expect("measurements")
        .expect("a measurement");
    vec![
        // Nothing says why.
        example(
            "correctMeasurement",
            true,
            json!({ "measurementId": id(measured.id), "value": 1.0, "reason": "" }),
        ),
        example(
            "acceptDeviation",
            true,
            json!({ "metricId": metric, "version": NEVER, "reason": "" }),
        ),
        example(
            "recordMeasurements",
            true,
            json!({ "readings": [{ "metricId": metric, "value": 1.0, "measuredOn": app.today() }] }),
        ),
        example("importMeasurements", false, json!({ "csv": "" })),
        example(
            "createMachineClient",
            false,
            json!({ "name": "", "eServiceIds": [], "expiresOn": "2026-01-01" }),
        ),
        // It is revoked once, and then it was.
        example(
            "revokeMachineClient",
            false,
            json!({ "machineClientId": id(made.machine) }),
        ),
        example("composeReport", true, json!({ "cycleId": id(made.cycle) })),
        example(
            "editReport",
            true,
            json!({ "reportId": id(made.report), "version": NEVER, "body": "Det går bra." }),
        ),
        example(
            "presentReport",
            true,
            json!({ "reportId": id(made.report), "version": NEVER }),
        ),
        // It is not in operation yet.
        example(
            "recordFollowUpDecision",
            true,
            json!({ "cycleId": id(made.cycle), "verdict": "KEEP", "motive": "Målen nås." }),
        ),
    ]
}
