//! Recording many values at once, and reading them in from a sheet.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::types::Metric;
use crate::{
    domain::{goal::Given, permission::Permission},
    graphql::{
        access::{Requires, requires},
        context::Here,
        date::Date,
        error::{ApiError, UserError, mendable},
        ids::{id, key},
        paging::payload,
    },
    service::{
        Error,
        metric::{
            deliver,
            import::{self, Row},
            measure::{Delivered, Reading, Recorder},
        },
    },
};

/// A value among many.
#[derive(InputObject)]
pub struct MeasurementReadingInput {
    /// The metric.
    pub metric_id: ID,
    /// The value, in the unit of the metric.
    pub value: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: what was counted or summed.
    pub numerator: Option<f64>,
    /// For a metric that measures an indicator, instead of the value: of how many; not 0.
    pub denominator: Option<f64>,
    /// For a metric of user satisfaction, instead of the value: how many answered with each level, from 1 to 5.
    pub levels: Option<Vec<i32>>,
    /// The day for which it holds; not in the future.
    pub measured_on: Date,
    /// A remark, Markdown.
    #[graphql(default)]
    pub note: String,
}

/// Input of `recordMeasurements`.
#[derive(InputObject)]
pub struct RecordMeasurementsInput {
    /// The values, at most 1,000; recorded in their order.
    pub readings: Vec<MeasurementReadingInput>,
}

/// Input of `importMeasurements`.
#[derive(InputObject)]
pub struct ImportMeasurementsInput {
    /// The text of the file, at most 1,000 lines and a heading: `e-tjänst;mått;datum;värde;täljare;nämnare;anmärkning`, or
    /// `e_service,metric,measured_on,value,numerator,denominator,note`; what is not needed may be left out.
    pub csv: String,
    /// True to see what would come of it, without recording anything.
    #[graphql(default)]
    pub dry_run: bool,
}

/// A value that was recorded among many.
#[derive(SimpleObject)]
pub struct DeliveredMeasurement {
    /// Opaque id of the metric.
    pub metric_id: ID,
    /// Opaque id of the measurement.
    pub measurement_id: ID,
    /// The due date that it answers; null where nothing was due.
    pub due_on: Option<Date>,
    /// True where it came after that date.
    pub late: bool,
    /// When the metric is to be measured next.
    pub next_due_on: Option<Date>,
}

payload! {
    /// Answer of `recordMeasurements`.
    RecordMeasurementsPayload {
        /// What was recorded, in the order of the input; null where nothing was.
        results: Vec<DeliveredMeasurement>,
    }
}
payload! {
    /// Answer of `importMeasurements`.
    ImportMeasurementsPayload {
        /// Every line with what comes of it; null where the file cannot be read.
        rows: Vec<ImportedMeasurement>,
        /// How many values were recorded: all, or none.
        recorded_count: i32,
    }
}

/// A line of a file with measured values.
pub struct ImportedMeasurement(Row, Vec<UserError>);

/// A line of a file with measured values, and what comes of it.
#[Object]
impl ImportedMeasurement {
    /// Its number in the file; the heading has 1.
    async fn line(&self) -> i32 {
        i32::try_from(self.0.line).unwrap_or(i32::MAX)
    }

    /// What it calls its metric.
    async fn named(&self) -> &str {
        &self.0.named
    }

    /// The metric; null where it is not found.
    async fn metric(&self, ctx: &Context<'_>) -> Result<Option<Metric>, ApiError> {
        match self.0.metric {
            Some(key) => Metric::load(ctx, key, &ctx.look_ahead()).await,
            None => Ok(None),
        }
    }

    /// The day for which the value holds; null where it is none.
    async fn measured_on(&self) -> Option<Date> {
        self.0.measured_on.map(Date)
    }

    /// The value, computed where it was given in parts; null where it is none.
    async fn value(&self) -> Option<f64> {
        self.0.value
    }

    /// The due date that it answers; null where nothing is due.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// True where it comes after that date.
    async fn late(&self) -> bool {
        self.0.late
    }

    /// What is wrong with it; empty where nothing is.
    async fn problems(&self) -> &[UserError] {
        &self.1
    }
}

/// Recording many values at once, and reading them in from a sheet.
#[derive(Default)]
pub struct DeliveryMutation;

#[Object]
impl DeliveryMutation {
    /// Records many values at once: all of them, or none. A machine client records those of its e-services, and this is all that it
    /// may do. Problems, each with its place as in `["input", "readings", "2", "value"]`: MISSING, INVALID, TOO_LONG, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::DeliverMeasurements)",
        directive = requires::apply(Permission::DeliverMeasurements)
    )]
    async fn record_measurements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The values.")] input: RecordMeasurementsInput,
    ) -> Result<RecordMeasurementsPayload, ApiError> {
        let here = ctx.here();
        let by = match &here.machine {
            Some(machine) => Recorder::Machine(machine),
            None => Recorder::Person(here.actor()?),
        };
        let readings = input.readings.into_iter().map(|reading| {
            let value = Given::one_of(
                reading.value,
                reading.numerator,
                reading.denominator,
                reading.levels.as_deref(),
            );
            Ok((
                key(&reading.metric_id)?,
                Reading {
                    value,
                    measured_on: reading.measured_on.0,
                    note: reading.note,
                },
            ))
        });
        let readings = readings.collect::<Result<Vec<_>, ApiError>>()?;
        let outcome = deliver::deliver(&here.services, by, readings).await;
        let (delivered, errors) = mendable(ctx, outcome)?;
        let results = delivered.map(|delivered| {
            let result = |of: Delivered| DeliveredMeasurement {
                metric_id: id(of.metric),
                measurement_id: id(of.measurement),
                due_on: of.due_on.map(Date),
                late: of.late,
                next_due_on: of.next_due_on.map(Date),
            };
            delivered.into_iter().map(result).collect()
        });
        Ok(RecordMeasurementsPayload { results, errors })
    }

    /// Reads values in from a CSV file (semicolons, commas or tabs; decimal comma or point; UTF-8 or Windows-1252 read as text) of the
    /// metrics that the viewer measures. With `dryRun` it only tells what would come of it. Where one line is wrong, nothing is recorded,
    /// and the lines say why. Problems: INVALID (the file cannot be read, or lines are wrong).
    #[graphql(
        guard = "Requires(Permission::RecordMeasurement)",
        directive = requires::apply(Permission::RecordMeasurement)
    )]
    async fn import_measurements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: ImportMeasurementsInput,
    ) -> Result<ImportMeasurementsPayload, ApiError> {
        let here = ctx.here();
        let outcome = import::import(&here.services, here.actor()?, &input.csv, input.dry_run).await;
        let (imported, mut errors) = mendable(ctx, outcome)?;
        let Some(imported) = imported else {
            return Ok(ImportMeasurementsPayload {
                rows: None,
                recorded_count: None,
                errors,
            });
        };
        let wrong = imported
            .rows
            .iter()
            .filter(|row| !row.problems.is_empty())
            .count();
        if wrong > 0 {
            let refused: Result<(), Error> = Err(import::refusal(wrong));
            errors = mendable(ctx, refused)?.1;
        }
        let mut rows = Vec::with_capacity(imported.rows.len());
        for row in imported.rows {
            let problems: Result<(), Error> = Err(Error::Refused(row.problems.clone()));
            let (_, problems) = mendable(ctx, problems)?;
            rows.push(ImportedMeasurement(row, problems));
        }
        Ok(ImportMeasurementsPayload {
            rows: Some(rows),
            recorded_count: Some(i32::try_from(imported.recorded).unwrap_or(i32::MAX)),
            errors,
        })
    }
}
