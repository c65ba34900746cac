//! Recording measured values.

use ::entity::{
    ids::{EServiceId, MeasurementId, MetricId},
    measurement, metric,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    define::{launch_day, write},
    queries,
};
use crate::{
    domain::{actor::Actor, goal, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
    },
};

/// A measured value.
#[derive(Clone, Debug)]
pub struct Reading {
    /// In the unit of the metric.
    pub value: f64,
    /// The day for which it holds.
    pub measured_on: NaiveDate,
    /// A remark, Markdown.
    pub note: String,
}

/// Records a value. It answers the due date that stands, and moves it on by the interval.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE` before the launch, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn record(
    services: &Services,
    actor: &Actor,
    id: MetricId,
    reading: Reading,
) -> Result<MeasurementId> {
    let today = services.today();
    let mut check = Check::default();
    let value = check.number("value", reading.value);
    let note = check.optional_text("note", &reading.note, TEXT);
    check.that(
        reading.measured_on <= today,
        ProblemCode::Invalid,
        "measuredOn",
        "Kan inte ligga i framtiden.",
        "Cannot lie in the future.",
    );
    let now = services.now();
    let txn = services.begin().await?;
    let (metric, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::RecordMeasurement,
        place(e_service.id, &unit_path),
    )?;
    check.finish()?;
    let launch = launch_day(services, &txn, &e_service).await?.ok_or_else(|| {
        Error::refused(
            ProblemCode::WrongState,
            &[],
            "Mätningen börjar när e-tjänsten är publicerad.",
            "Measuring begins when the e-service is published.",
        )
    })?;
    let outcome = goal::record(
        metric.interval,
        launch,
        metric.next_due_on,
        reading.measured_on,
        today,
    );
    let measurement_id = MeasurementId::new();
    measurement::Entity::insert(measurement::ActiveModel {
        id: Set(measurement_id),
        metric_id: Set(id),
        value: Set(value),
        measured_on: Set(reading.measured_on),
        due_on: Set(outcome.answered),
        late: Set(outcome.late),
        note: Set(note),
        recorded_by: Set(actor.user_id),
        recorded_at: Set(now),
    })
    .exec_without_returning(&txn)
    .await?;
    if outcome.next_due_on != metric.next_due_on {
        let moved = metric::ActiveModel {
            next_due_on: Set(outcome.next_due_on),
            due_set_at: Set(Some(now)),
            ..Default::default()
        };
        write(&txn, id, metric.version, moved).await?;
    }
    let entry = audit::Entry {
        action: "metric.measure",
        thing_kind: "Measurement",
        thing_id: measurement_id.0,
        e_service_id: Some(e_service.id),
        detail: json!({
            "metric": id, "value": value, "measuredOn": reading.measured_on, "dueOn": outcome.answered,
            "late": outcome.late,
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(measurement_id)
}

/// Sets the first due date of every metric of an e-service that goes live.
pub(in crate::service) async fn begin_measuring(
    txn: &DatabaseTransaction,
    e_service: EServiceId,
    launch: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let metrics = metric::Entity::find()
        .filter(metric::COLUMN.e_service_id.eq(e_service))
        .filter(metric::COLUMN.removed_at.is_null())
        .all(txn)
        .await?;
    for row in metrics {
        let begun = metric::ActiveModel {
            next_due_on: Set(Some(goal::next_due(row.interval, launch, None))),
            due_set_at: Set(Some(now)),
            ..Default::default()
        };
        write(txn, row.id, row.version, begun).await?;
    }
    Ok(())
}
