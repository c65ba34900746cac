//! Metrics with their measurements, the program that delivers them, and the report of it all.

use ::entity::{
    enums::{Direction, Interval, ReportState},
    ids::{MeasurementId, MetricVersionId},
    machine_client, machine_client_e_service, measurement, metric, metric_version, report,
};
use chrono::Duration;
use serde_json::json;

use super::{Made, Wanted, insert};
use crate::support::app::TestApp;

pub(super) async fn measures(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let (mut metrics, mut versions, mut measurements) = (Vec::new(), Vec::new(), Vec::new());
    for made in made {
        for id in &made.metrics {
            metrics.push(metric::Model {
                id: *id,
                e_service_id: made.id,
                cycle_id: made.cycle,
                name: "Andel digitala ansökningar".into(),
                goal: "Fler ansöker digitalt.".into(),
                unit: "procent".into(),
                direction: Direction::Increase,
                baseline: Some(40.0),
                target: 80.0,
                interval: Interval::Monthly,
                source: String::new(),
                indicator: None,
                next_due_on: Some(app.day(20)),
                due_set_at: Some(app.now()),
                deviation_until: None,
                deviation_reason: None,
                deviation_by: None,
                deviation_at: None,
                created_by: wanted.by,
                created_at: app.now(),
                updated_by: wanted.by,
                removed_at: None,
                version: 1,
            });
            versions.push(metric_version::Model {
                id: MetricVersionId::new(),
                metric_id: *id,
                number: 1,
                name: "Andel digitala ansökningar".into(),
                goal: "Fler ansöker digitalt.".into(),
                unit: "procent".into(),
                direction: Direction::Increase,
                baseline: Some(40.0),
                target: 80.0,
                interval: Interval::Monthly,
                source: String::new(),
                indicator: None,
                author_id: wanted.by,
                created_at: app.now(),
            });
            measurements.extend((0..15_i32).map(|month| measurement::Model {
                id: MeasurementId::new(),
                metric_id: *id,
                value: f64::from(40 + month),
                numerator: None,
                denominator: None,
                levels: None,
                measured_on: app.day(-30 * i64::from(15 - month)),
                due_on: None,
                late: false,
                note: String::new(),
                recorded_by: wanted.by,
                recorded_at: app.now(),
                machine_client_id: None,
                first_id: None,
                corrected_at: None,
                corrected_by: None,
                correction_reason: None,
            }));
        }
    }
    insert::<metric::Entity, _, _>(app, metrics).await;
    insert::<metric_version::Entity, _, _>(app, versions).await;
    insert::<measurement::Entity, _, _>(app, measurements).await;
}

/// A program for each, whose token nobody has.
pub(super) async fn machines(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let clients = made.iter().map(|made| machine_client::Model {
        id: made.machine,
        name: "Ärendesystemet".into(),
        token_hash: format!("{:0>64}", made.machine.0.simple()),
        expires_at: app.now() + Duration::days(90),
        created_by: wanted.by,
        created_at: app.now(),
        revoked_at: None,
        last_used_at: None,
        reports_bounces: false,
    });
    insert::<machine_client::Entity, _, _>(app, clients.collect()).await;
    let scopes = made.iter().map(|made| machine_client_e_service::Model {
        machine_client_id: made.machine,
        e_service_id: made.id,
    });
    insert::<machine_client_e_service::Entity, _, _>(app, scopes.collect()).await;
}

pub(super) async fn reports(app: &TestApp, made: &[Made], wanted: &Wanted) {
    let (now, today) = (app.now(), app.today());
    let drafts = made.iter().map(|made| report::Model {
        id: made.report,
        e_service_id: made.id,
        cycle_id: made.cycle,
        number: 1,
        from_on: app.day(-30),
        to_on: today,
        state: ReportState::Draft,
        content: json!({
            "e_service": "E-tjänst", "unit": "Bygglov", "owners": [], "managers": [], "from": app.day(-30), "to": today,
            "composed_on": today, "goals": [], "benefits": [], "suggestions": [],
            "operation": { "checks": 0, "worked": 0, "incidents": [] }, "former_to": null, "changes": [],
        }),
        body: String::new(),
        recipients: json!([]),
        presented_by: None,
        presented_at: None,
        created_by: wanted.by,
        created_at: now,
        updated_by: wanted.by,
        updated_at: now,
        version: 1,
    });
    insert::<report::Entity, _, _>(app, drafts.collect()).await;
}
