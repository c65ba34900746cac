//! Reading measured values in from a sheet: looked at first, then all of them or none.

use std::collections::{HashMap, hash_map::Entry};

use ::entity::{
    e_service,
    enums::EServiceState,
    ids::{EServiceId, MetricId},
    metric,
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::measure::{Reading, Recorder, launched, look_at, note_down, outcome};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        goal::sheet::{self, Line},
        permission::{Holders, Permission},
    },
    global_id,
    service::{
        Error, Problem, ProblemCode, Result, Services, access::require_somewhere,
        e_service::queries::in_scopes,
    },
};

/// A line of a sheet, and what comes of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the file.
    pub line: u64,
    /// What it calls its metric.
    pub named: String,
    /// The metric that it names, where it is found.
    pub metric: Option<MetricId>,
    /// The day for which the value holds.
    pub measured_on: Option<NaiveDate>,
    /// The value, computed where it was given in parts.
    pub value: Option<f64>,
    /// The due date that it answers.
    pub due_on: Option<NaiveDate>,
    /// True where it comes after that date.
    pub late: bool,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// What came of a sheet.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Its lines.
    pub rows: Vec<Row>,
    /// How many values were recorded: all, or none.
    pub recorded: usize,
}

/// A metric that the person may measure.
struct Candidate {
    metric: metric::Model,
    e_service: e_service::Model,
}

/// Reads values in from a sheet. Each line names a metric that the person may measure. Where one line is wrong, or it is only to be
/// looked at (`dry_run`), nothing is recorded.
///
/// # Errors
/// `INVALID` where the sheet cannot be read, [`Error::Forbidden`].
pub async fn import(services: &Services, actor: &Actor, csv: &str, dry_run: bool) -> Result<Imported> {
    require_somewhere(actor, Permission::RecordMeasurement)?;
    let lines = sheet::lines(csv).map_err(|refusal| {
        let text = refusal.text();
        Error::refused(ProblemCode::Invalid, &["csv"], text.sv, text.en)
    })?;
    let txn = services.begin().await?;
    let mut candidates = candidates(&txn, actor).await?;
    let mut launches: HashMap<EServiceId, NaiveDate> = HashMap::new();
    for candidate in &candidates {
        let id = candidate.e_service.id;
        if let Entry::Vacant(unknown) = launches.entry(id) {
            unknown.insert(launched(services, &txn, &candidate.e_service).await?);
        }
    }
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let (row, reading) = looked_at(line, &candidates);
        let mut row = row;
        if let (Some(id), Some(reading)) = (row.metric, reading)
            && let Some(candidate) = candidates.iter_mut().find(|candidate| candidate.metric.id == id)
        {
            let launch = launches.get(&candidate.e_service.id).copied();
            match (look_at(services, &candidate.metric, &reading), launch) {
                (Err(problems), _) => row.problems.extend(problems),
                (Ok((read, _)), Some(launch)) => {
                    let outcome = outcome(services, &candidate.metric, launch, reading.measured_on);
                    (row.value, row.due_on, row.late) = (Some(read.value), outcome.answered, outcome.late);
                    // What comes to nothing is undone with the transaction.
                    let by = Recorder::Person(actor);
                    note_down(services, &txn, by, &mut candidate.metric, launch, &reading).await?;
                }
                (Ok(_), None) => {}
            }
        }
        rows.push(row);
    }
    let wrong = rows.iter().any(|row| !row.problems.is_empty());
    let recorded = if wrong || dry_run { 0 } else { rows.len() };
    if recorded > 0 {
        txn.commit().await?;
    } else {
        txn.rollback().await?;
    }
    Ok(Imported { rows, recorded })
}

/// The metrics that the person may measure. One statement.
async fn candidates(txn: &Transaction, actor: &Actor) -> Result<Vec<Candidate>> {
    let Holders::InScope(roles) = Permission::RecordMeasurement.holders() else {
        return Ok(Vec::new());
    };
    let held = actor.grants.iter().filter(|grant| roles.contains(&grant.role));
    let here = in_scopes(held.map(|grant| &grant.scope));
    let rows = metric::Entity::find()
        .find_also_related(e_service::Entity)
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(e_service::COLUMN.state.eq(EServiceState::Live))
        .filter(here)
        .all(txn)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(metric, e_service)| {
            Some(Candidate {
                metric,
                e_service: e_service?,
            })
        })
        .collect())
}

/// What a line says, and the reading that it makes where it makes one.
fn looked_at(line: Line, candidates: &[Candidate]) -> (Row, Option<Reading>) {
    let mut row = Row {
        line: line.number,
        named: line.metric.clone(),
        metric: None,
        measured_on: line.measured_on,
        value: None,
        due_on: None,
        late: false,
        problems: Vec::new(),
    };
    let mut wrong = |code, path, sv: &str, en: &str| row.problems.push(Problem::new(code, &[path], sv, en));
    match named(&line, candidates) {
        Ok(id) => row.metric = Some(id),
        Err(true) => wrong(
            ProblemCode::Invalid,
            "metric",
            "Flera mått heter så. Ange e-tjänsten också.",
            "Several metrics are called that. Name the e-service as well.",
        ),
        Err(false) => wrong(
            ProblemCode::UnknownId,
            "metric",
            "Finns inte bland de mått som du mäter.",
            "Is not among the metrics that you measure.",
        ),
    }
    if line.measured_on.is_none() {
        row.problems.push(Problem::new(
            ProblemCode::Invalid,
            &["measuredOn"],
            "Är inget datum av formen 2027-02-23.",
            "Is no day of the form 2027-02-23.",
        ));
    }
    if line.given.is_none() {
        row.problems.push(Problem::new(
            ProblemCode::Invalid,
            &["value"],
            "Är inget tal.",
            "Is no number.",
        ));
    }
    let reading = line
        .given
        .zip(line.measured_on)
        .map(|(value, measured_on)| Reading {
            value,
            measured_on,
            note: line.note,
        });
    (row, reading)
}

/// The metric that a line names; `Err(true)` where several could be meant.
fn named(line: &Line, candidates: &[Candidate]) -> std::result::Result<MetricId, bool> {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    let is_e_service = |candidate: &Candidate| {
        line.e_service.is_empty()
            || same(&line.e_service, &candidate.e_service.name)
            || global_id::decode_as(&line.e_service) == Some(candidate.e_service.id)
    };
    let is_metric = |candidate: &Candidate| {
        same(&line.metric, &candidate.metric.name)
            || global_id::decode_as(&line.metric) == Some(candidate.metric.id)
    };
    let mut found = candidates
        .iter()
        .filter(|candidate| is_e_service(candidate) && is_metric(candidate));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.metric.id),
        (Some(_), Some(_)) => Err(true),
        (None, _) => Err(false),
    }
}

/// What is said of a sheet of which some lines are wrong.
#[must_use]
pub fn refusal(wrong: usize) -> Error {
    Error::refused(
        ProblemCode::Invalid,
        &["csv"],
        format!("{wrong} rader är fel, och inget är registrerat."),
        format!("{wrong} lines are wrong, and nothing was recorded."),
    )
}
