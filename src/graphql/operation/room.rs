//! `Operation`: what the operation of a live e-service leaves behind.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object, SimpleObject};

use super::types::{ClosingReport, Handover, Incident, InformationCheck, OperationCheck, PromotionAction};
use crate::{
    domain::{
        calendar::Zone,
        operation::{self, availability},
        template::{INFORMATION_CHECK, OPERATION_CHECK},
    },
    graphql::{
        artefact::load::{ArtefactType, of_cycle, the_one},
        context::Here,
        cycle::types::Cycle,
        date::Date,
        enums::Interval,
        error::ApiError,
        task::types::Task,
    },
    service::artefact::queries::body,
};

/// The operation of a cycle.
pub struct Operation(pub Cycle);

/// How available an e-service was over a period, by its incidents.
#[derive(SimpleObject)]
pub struct Availability {
    /// How many incidents there were, those that had begun before among them.
    pub incident_count: i32,
    /// On how many days there was one.
    pub days_with_incident: i32,
    /// For how many hours the e-service was down (incidents of severity OUTAGE); what overlaps counts once.
    pub hours_down: f64,
    /// The share of the period in which it was not down, 0 to 1; null where nothing of the period has passed.
    pub share: Option<f64>,
}

/// Most that is shown of what grows with the years.
const MOST: usize = 500;

impl Operation {
    /// The newest of what grows with the years, newest first.
    async fn newest<T: ArtefactType>(&self, ctx: &Context<'_>, first: i32) -> Result<Vec<T>, ApiError> {
        let wanted = usize::try_from(first).ok().filter(|first| *first <= MOST);
        let wanted = wanted.ok_or_else(|| ApiError::BadInput(format!("first: 0 to {MOST}")))?;
        let mut found: Vec<T> = of_cycle(ctx, self.0.row.id).await?;
        found.reverse();
        found.truncate(wanted);
        Ok(found)
    }

    /// The open task of an activity that recurs.
    async fn next(&self, ctx: &Context<'_>, activity: &str) -> Result<Option<Task>, ApiError> {
        let services = &ctx.here().services;
        let loaded = ctx.loaders().facts.load(ctx.here(), self.0.row.id).await?;
        let loaded = loaded.ok_or(ApiError::NotFound)?;
        let version = services
            .templates
            .get(&services.db, self.0.row.template_id)
            .await?;
        let open = loaded
            .tasks
            .iter()
            .zip(&loaded.facts.tasks)
            .rfind(|(row, fact)| row.activity.as_deref() == Some(activity) && !fact.is_closed());
        Ok(open.map(|(row, _)| Task::of_row(row.clone(), &version.template, &self.0.unit_path)))
    }

    /// How often an activity comes again in this cycle.
    async fn interval(&self, ctx: &Context<'_>, activity: &str) -> Result<Option<Interval>, ApiError> {
        let services = &ctx.here().services;
        let loaded = ctx.loaders().facts.load(ctx.here(), self.0.row.id).await?;
        let loaded = loaded.ok_or(ApiError::NotFound)?;
        let version = services
            .templates
            .get(&services.db, self.0.row.template_id)
            .await?;
        let activity = version.template.activity(activity);
        let interval = activity.and_then(|activity| loaded.facts.interval_of(activity));
        Ok(interval.map(Into::into))
    }

    async fn incidents_of(ctx: &Context<'_>, cycle: CycleId) -> Result<Vec<operation::Incident>, ApiError> {
        let kind = ::entity::enums::ArtefactKind::Incident;
        let rows = ctx.loaders().artefacts_of.load(ctx.here(), (cycle, kind)).await?;
        let rows = rows.unwrap_or_default();
        rows.iter().map(|row| body(row).map_err(Into::into)).collect()
    }
}

/// What the operation of a live e-service leaves behind. Empty before the publication.
#[Object]
impl Operation {
    /// The handing over to owner and service manager; null where it is not written yet.
    async fn handover(&self, ctx: &Context<'_>) -> Result<Option<Handover>, ApiError> {
        the_one(ctx, self.0.row.id).await
    }

    /// The report that closed the project; null where there is none.
    async fn closing_report(&self, ctx: &Context<'_>) -> Result<Option<ClosingReport>, ApiError> {
        the_one(ctx, self.0.row.id).await
    }

    /// Checks that the e-service works, newest first.
    #[graphql(complexity = "crate::graphql::paging::cost(Some(first), None, child_complexity)")]
    async fn checks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most 500.", default = 20)] first: i32,
    ) -> Result<Vec<OperationCheck>, ApiError> {
        self.newest(ctx, first).await
    }

    /// Disturbances, newest first.
    #[graphql(complexity = "crate::graphql::paging::cost(Some(first), None, child_complexity)")]
    async fn incidents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most 500.", default = 20)] first: i32,
    ) -> Result<Vec<Incident>, ApiError> {
        self.newest(ctx, first).await
    }

    /// Checks of the information, newest first.
    #[graphql(complexity = "crate::graphql::paging::cost(Some(first), None, child_complexity)")]
    async fn information_checks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most 500.", default = 20)] first: i32,
    ) -> Result<Vec<InformationCheck>, ApiError> {
        self.newest(ctx, first).await
    }

    /// What was done to promote it, newest first.
    #[graphql(complexity = "crate::graphql::paging::cost(Some(first), None, child_complexity)")]
    async fn promotion_actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many; at most 500.", default = 20)] first: i32,
    ) -> Result<Vec<PromotionAction>, ApiError> {
        self.newest(ctx, first).await
    }

    /// How available it was over a period, both days counted, by its incidents. What goes on counts until now.
    async fn availability(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from_on: Date,
        #[graphql(desc = "The last day.")] until_on: Date,
    ) -> Result<Availability, ApiError> {
        let services = &ctx.here().services;
        let incidents = Self::incidents_of(ctx, self.0.row.id).await?;
        let zone = Zone::from(services.settings.time_zone);
        let was = availability(&incidents, from_on.0, until_on.0, services.now(), zone);
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(Availability {
            incident_count: count(was.incidents),
            days_with_incident: count(was.days_with_incident),
            hours_down: was.hours_down,
            share: was.share(),
        })
    }

    /// How often it is checked that the e-service works; null where the process of the cycle knows no such check.
    async fn operation_interval(&self, ctx: &Context<'_>) -> Result<Option<Interval>, ApiError> {
        self.interval(ctx, OPERATION_CHECK).await
    }

    /// How often it is checked that the information is right; null where the process of the cycle knows no such check.
    async fn information_interval(&self, ctx: &Context<'_>) -> Result<Option<Interval>, ApiError> {
        self.interval(ctx, INFORMATION_CHECK).await
    }

    /// The next check that the e-service works, with its due date; null where none waits.
    async fn next_operation_check(&self, ctx: &Context<'_>) -> Result<Option<Task>, ApiError> {
        self.next(ctx, OPERATION_CHECK).await
    }

    /// The next check of the information, with its due date; null where none waits.
    async fn next_information_check(&self, ctx: &Context<'_>) -> Result<Option<Task>, ApiError> {
        self.next(ctx, INFORMATION_CHECK).await
    }
}
