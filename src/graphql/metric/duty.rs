//! Measuring as a duty, and what the values say of the future.

use std::{collections::BTreeSet, sync::Arc};

use ::entity::enums;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::goal,
    graphql::{
        account::types::User,
        context::Here,
        date::Date,
        enums::{ForecastOutcome, Role},
        error::ApiError,
    },
    service::{e_service::queries::Shape, metric::queries::MetricView},
};

/// Who has to measure a metric, and when.
pub struct MeasuringDuty(pub Arc<MetricView>);

/// Who has to measure a metric, and from when to when.
#[Object]
impl MeasuringDuty {
    /// The role that has to.
    async fn role(&self) -> Role {
        Role::ServiceManager
    }

    /// Who holds that role on the e-service, by name; empty where nobody does.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn holders(&self, ctx: &Context<'_>) -> Result<Vec<User>, ApiError> {
        let shape = Shape {
            people: Some(BTreeSet::from([enums::Role::ServiceManager])),
            ..Shape::default()
        };
        let view = ctx
            .loaders()
            .e_services
            .load(ctx.here(), (self.0.row.e_service_id, shape))
            .await?
            .ok_or(ApiError::NotFound)?;
        let held = view.people.into_iter();
        Ok(held.map(|appointed| User(appointed.user)).collect())
    }

    /// The first day whose value answers the due date; null where nothing is due.
    async fn opens_on(&self, ctx: &Context<'_>) -> Result<Option<Date>, ApiError> {
        let row = &self.0.row;
        let Some(due_on) = row.next_due_on else {
            return Ok(None);
        };
        let shape = Shape {
            cycles: true,
            ..Shape::default()
        };
        let here = ctx.here();
        let view = ctx
            .loaders()
            .e_services
            .load(here, (row.e_service_id, shape))
            .await?
            .ok_or(ApiError::NotFound)?;
        let launch = view.operation_cycle.as_ref().and_then(|cycle| cycle.published_at);
        let zone = here.services.settings.time_zone;
        let launch = launch.map(|at| at.with_timezone(&zone).date_naive());
        Ok(launch.map(|launch| Date(goal::opens_on(row.interval, launch, due_on))))
    }

    /// The day until which a value comes in time; null where nothing is due.
    async fn due_on(&self) -> Option<Date> {
        self.0.row.next_due_on.map(Date)
    }

    /// The day on which it is expected: the due date, or the day until which a deviation was accepted. Reminders go by it. Null
    /// where nothing is due.
    async fn expected_on(&self) -> Option<Date> {
        let row = &self.0.row;
        goal::expected_on(row.next_due_on, row.deviation_until).map(Date)
    }

    /// That it was accepted that the measure is not taken in time; null where nothing was. It is gone once it is measured.
    async fn deviation(&self) -> Option<AcceptedDeviation> {
        self.0
            .row
            .deviation_until
            .map(|_| AcceptedDeviation(self.0.clone()))
    }
}

/// That somebody accepted that a measure is not taken in time.
pub struct AcceptedDeviation(Arc<MetricView>);

/// That owner or management accepted that a measure is not taken in time.
#[Object]
impl AcceptedDeviation {
    /// Until when; it is overdue after that day.
    async fn until_on(&self) -> Option<Date> {
        self.0.row.deviation_until.map(Date)
    }

    /// Why.
    async fn reason(&self) -> &str {
        self.0.row.deviation_reason.as_deref().unwrap_or_default()
    }

    /// Who accepted it.
    async fn accepted_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.row.deviation_by.unwrap_or(self.0.row.updated_by)).await
    }

    /// When it was accepted.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.deviation_at
    }
}

/// When a target will be met, by the straight line that fits the last values best.
#[derive(Clone, SimpleObject)]
pub struct Forecast {
    /// What the values say.
    pub outcome: ForecastOutcome,
    /// The day on which the target is expected to be met; null unless the outcome is EXPECTED.
    pub met_on: Option<Date>,
}

impl From<goal::Forecast> for Forecast {
    fn from(forecast: goal::Forecast) -> Self {
        Self {
            outcome: forecast.outcome.into(),
            met_on: forecast.on.map(Date),
        }
    }
}
