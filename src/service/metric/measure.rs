//! Recording measured values.

use ::entity::{
    e_service,
    enums::{Locale, ServiceIndicator},
    ids::{EServiceId, MachineClientId, MeasurementId, MetricId, UserId},
    measurement, metric,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    define::{deviate, launch_day, write},
    queries,
};
use crate::{
    database::Transaction,
    domain::{
        actor::{Actor, Machine},
        goal::{self, Given, Read, ReadingRefusal, Recording},
        permission::Permission,
    },
    service::{
        Error, Problem, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
    },
};

/// A measured value.
#[derive(Clone, Debug)]
pub struct Reading {
    /// In the unit of the metric, or what it is computed from.
    pub value: Given,
    /// The day for which it holds.
    pub measured_on: NaiveDate,
    /// A remark, Markdown.
    pub note: String,
}

/// Who records.
#[derive(Clone, Copy, Debug)]
pub enum Recorder<'a> {
    /// A person.
    Person(&'a Actor),
    /// A program.
    Machine(&'a Machine),
}

impl Recorder<'_> {
    /// Who answers for it.
    fn user(self) -> UserId {
        match self {
            Self::Person(actor) => actor.user_id,
            Self::Machine(machine) => machine.answers,
        }
    }

    fn machine(self) -> Option<MachineClientId> {
        match self {
            Self::Person(_) => None,
            Self::Machine(machine) => Some(machine.id),
        }
    }

    const fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Person(actor) => Some(actor),
            Self::Machine(_) => None,
        }
    }
}

/// What was recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivered {
    /// Of which metric.
    pub metric: MetricId,
    /// The value.
    pub measurement: MeasurementId,
    /// The due date that it answers.
    pub due_on: Option<NaiveDate>,
    /// True where it came after that date.
    pub late: bool,
    /// When the metric is to be measured next.
    pub next_due_on: Option<NaiveDate>,
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
    let txn = services.begin().await?;
    let (mut metric, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::RecordMeasurement,
        place(e_service.id, &unit_path),
    )?;
    let launch = launched(services, &txn, &e_service).await?;
    let by = Recorder::Person(actor);
    let recorded = note_down(services, &txn, by, &mut metric, launch, &reading).await?;
    txn.commit().await?;
    Ok(recorded.measurement)
}

/// The day from which an e-service is measured.
///
/// # Errors
/// `WRONG_STATE` before its launch.
pub(super) async fn launched(
    services: &Services,
    txn: &Transaction,
    e_service: &e_service::Model,
) -> Result<NaiveDate> {
    launch_day(services, txn, e_service).await?.ok_or_else(|| {
        Error::refused(
            ProblemCode::WrongState,
            &[],
            "Mätningen börjar när e-tjänsten är publicerad.",
            "Measuring begins when the e-service is published.",
        )
    })
}

/// What comes of what was given; what is wrong with it is noted.
pub(super) fn checked(check: &mut Check, indicator: Option<ServiceIndicator>, given: Given) -> Read {
    goal::read(indicator, given).unwrap_or_else(|refusal| {
        let code = match refusal {
            ReadingRefusal::Unclear => ProblemCode::Missing,
            _ => ProblemCode::Invalid,
        };
        check.add(
            code,
            refusal.field(&given),
            refusal.text(Locale::Sv),
            refusal.text(Locale::En),
        );
        Read {
            value: 0.0,
            parts: None,
            levels: None,
        }
    })
}

/// The levels of a reading as they are kept.
pub(super) fn levels(read: &Read) -> Option<serde_json::Value> {
    read.levels.map(|levels| json!(levels))
}

/// What is wrong with a reading, and what comes of it.
pub(super) fn look_at(
    services: &Services,
    metric: &metric::Model,
    reading: &Reading,
) -> std::result::Result<(Read, String), Vec<Problem>> {
    let mut check = Check::default();
    let read = checked(&mut check, metric.indicator, reading.value);
    let note = check.optional_text("note", &reading.note, TEXT);
    check.that(
        reading.measured_on <= services.today(),
        ProblemCode::Invalid,
        "measuredOn",
        "Kan inte ligga i framtiden.",
        "Cannot lie in the future.",
    );
    match check.finish() {
        Err(Error::Refused(problems)) => Err(problems),
        _ => Ok((read, note)),
    }
}

/// What recording does to a metric as it is now.
pub(super) fn outcome(
    services: &Services,
    metric: &metric::Model,
    launch: NaiveDate,
    measured_on: NaiveDate,
) -> Recording {
    let today = services.today();
    let mut outcome = goal::record(metric.interval, launch, metric.next_due_on, measured_on, today);
    // Within what was accepted it is not late.
    outcome.late &= goal::is_overdue(metric.next_due_on, metric.deviation_until, today);
    outcome
}

/// Writes a reading down, and moves the metric on; the metric is then as it stands in the database.
pub(super) async fn note_down(
    services: &Services,
    txn: &Transaction,
    by: Recorder<'_>,
    metric: &mut metric::Model,
    launch: NaiveDate,
    reading: &Reading,
) -> Result<Delivered> {
    let now = services.now();
    let (read, note) = look_at(services, metric, reading).map_err(Error::Refused)?;
    let outcome = outcome(services, metric, launch, reading.measured_on);
    let id = MeasurementId::new();
    measurement::Entity::insert(measurement::ActiveModel {
        id: Set(id),
        metric_id: Set(metric.id),
        value: Set(read.value),
        numerator: Set(read.parts.map(|(numerator, _)| numerator)),
        denominator: Set(read.parts.map(|(_, denominator)| denominator)),
        levels: Set(levels(&read)),
        measured_on: Set(reading.measured_on),
        due_on: Set(outcome.answered),
        late: Set(outcome.late),
        note: Set(note),
        recorded_by: Set(by.user()),
        recorded_at: Set(now),
        machine_client_id: Set(by.machine()),
        first_id: Set(None),
        corrected_at: Set(None),
        corrected_by: Set(None),
        correction_reason: Set(None),
    })
    .exec_without_returning(txn)
    .await?;
    if outcome.next_due_on != metric.next_due_on {
        let mut moved = metric::ActiveModel {
            next_due_on: Set(outcome.next_due_on),
            due_set_at: Set(Some(now)),
            ..Default::default()
        };
        // What was accepted was for the date that is answered now.
        deviate(&mut moved, None);
        write(txn, metric.id, metric.version, moved).await?;
        metric.version += 1;
        metric.next_due_on = outcome.next_due_on;
        metric.deviation_until = None;
    }
    let entry = audit::Entry {
        action: "metric.measure",
        thing_kind: "Measurement",
        thing_id: id.0,
        e_service_id: Some(metric.e_service_id),
        detail: json!({
            "metric": metric.id, "value": read.value, "measuredOn": reading.measured_on, "dueOn": outcome.answered,
            "late": outcome.late, "machineClient": by.machine(),
        }),
    };
    audit::record(txn, by.actor(), now, entry).await?;
    Ok(Delivered {
        metric: metric.id,
        measurement: id,
        due_on: outcome.answered,
        late: outcome.late,
        next_due_on: metric.next_due_on,
    })
}

/// Sets the first due date of every metric of an e-service that goes live. What is measured already goes on at its intervals.
pub(in crate::service) async fn begin_measuring(
    txn: &Transaction,
    e_service: EServiceId,
    launch: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let metrics = metric::Entity::find()
        .filter(metric::COLUMN.e_service_id.eq(e_service))
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(metric::COLUMN.next_due_on.is_null())
        .all(txn)
        .await?;
    for row in metrics {
        let mut begun = metric::ActiveModel {
            next_due_on: Set(Some(goal::next_due(row.interval, launch, None))),
            due_set_at: Set(Some(now)),
            ..Default::default()
        };
        deviate(&mut begun, None);
        write(txn, row.id, row.version, begun).await?;
    }
    Ok(())
}
