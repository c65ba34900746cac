//! The types of the room: `Cycle`, `Gate`, `GateCondition`.

use std::sync::Arc;

use ::entity::{cycle, ids::CycleId};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::conformance::Conformance;
use crate::{
    domain::gate,
    graphql::{
        approval::types::Approval,
        artefact::load::of_cycle,
        artefact::load::the_one,
        context::Here,
        date::Date,
        decision::types::Decision,
        design::types::Design,
        document::types::Document,
        e_service::types::EService,
        enums::{Approach, ConditionKind, CycleKind, Phase, TaskState},
        error::ApiError,
        ground::types::Ground,
        ids::id,
        launch::room::Launch,
        object::object,
        operation::room::Operation,
        process::types::ProcessTemplate,
        project::types::Project,
        publication::types::Publication,
        report::{decision::FollowUpDecision, types::FollowUpReport},
        retirement::types::RetirementPlan,
        review::types::Review,
        revision::types::Revision,
        specification::types::Specification,
        task::types::Task,
        testing::types::Testing,
        working_method::types::WorkingMethod,
    },
};

/// A cycle.
#[derive(Clone)]
pub struct Cycle {
    /// The row.
    pub row: Arc<cycle::Model>,
    /// Path of the unit that its e-service belongs to.
    pub unit_path: String,
}

impl Cycle {
    /// A cycle of a row.
    #[must_use]
    pub fn new(row: cycle::Model, unit_path: String) -> Self {
        Self::of(Arc::new(row), unit_path)
    }

    /// A cycle of a row that others have too.
    #[must_use]
    pub const fn of(row: Arc<cycle::Model>, unit_path: String) -> Self {
        Self { row, unit_path }
    }

    /// The cycle with a key; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: CycleId) -> Result<Option<Self>, ApiError> {
        let view = ctx.loaders().cycles.load(ctx.here(), key).await?;
        Ok(view.map(|view| Self::new(view.cycle, view.unit_path)))
    }
}

/// The gate that leads out of the present phase of a cycle.
#[derive(SimpleObject)]
pub struct Gate {
    /// The phase that is left.
    pub from: Phase,
    /// The phase that follows; a revision passes over the phases in which it has no part.
    pub to: Phase,
    /// True when every condition holds.
    pub open: bool,
    /// Every condition, satisfied or not.
    pub conditions: Vec<GateCondition>,
}

/// A condition of a gate.
#[derive(SimpleObject)]
pub struct GateCondition {
    /// What is looked at.
    pub kind: ConditionKind,
    /// The condition in words, in the language of the viewer.
    pub text: String,
    /// True where it holds.
    pub satisfied: bool,
    /// The tasks that keep it from holding; empty where it is about something else.
    pub open_tasks: Vec<Task>,
}

object! {
    /// One turn of an e-service through the process.
    Cycle
}

#[ComplexObject]
impl Cycle {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// Rises with every change of the cycle itself; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Why it was begun.
    async fn kind(&self) -> CycleKind {
        self.row.kind.into()
    }

    /// Where it is.
    async fn phase(&self) -> Phase {
        self.row.phase.into()
    }

    /// When its phase began.
    async fn phase_since(&self) -> DateTime<Utc> {
        self.row.phase_since
    }

    /// Project or ongoing development; null before the decision.
    async fn approach(&self) -> Option<Approach> {
        self.row.approach.map(Into::into)
    }

    /// When the development is to be finished; null before the decision.
    async fn deadline(&self) -> Option<Date> {
        self.row.deadline.map(Date)
    }

    /// Whether requirements are gathered from the target group; null before the decision.
    async fn target_group(&self) -> Option<bool> {
        self.row.target_group
    }

    /// Whether a test group tests before launch; null before the decision.
    async fn test_group(&self) -> Option<bool> {
        self.row.test_group
    }

    /// When the e-service is to be published; null before the owner approved it.
    async fn launch_date(&self) -> Option<Date> {
        self.row.launch_date.map(Date)
    }

    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.row.published_at
    }

    /// When it began.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.row.begun_at
    }

    /// When it ended: decided against, replaced by a later cycle, or retired.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.row.ended_at
    }

    /// The e-service whose turn it is.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::load(ctx, self.row.e_service_id, &ctx.look_ahead())
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The template version that it began with and keeps.
    async fn template(&self, ctx: &Context<'_>) -> Result<ProcessTemplate, ApiError> {
        let services = &ctx.here().services;
        Ok(ProcessTemplate(
            services.templates.get(&services.db, self.row.template_id).await?,
        ))
    }

    /// Its tasks, in the order of the template; those added by hand last.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states only.")] states: Option<Vec<TaskState>>,
    ) -> Result<Vec<Task>, ApiError> {
        let shape = Task::shape(&ctx.look_ahead());
        let views = ctx
            .loaders()
            .tasks_of
            .load(ctx.here(), (self.row.id, shape))
            .await?
            .unwrap_or_default();
        let states: Option<Vec<::entity::enums::TaskState>> =
            states.map(|states| states.into_iter().map(Into::into).collect());
        let wanted = views.into_iter().filter(|view| {
            states
                .as_ref()
                .is_none_or(|states| states.contains(&view.row.state))
        });
        Task::of_cycle(ctx, self, wanted).await
    }

    /// The gate that leads out of the present phase; null in the last one and where the cycle has ended.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn gate(&self, ctx: &Context<'_>) -> Result<Option<Gate>, ApiError> {
        if self.row.ended_at.is_some() {
            return Ok(None);
        }
        let here = ctx.here();
        let loaded = ctx
            .loaders()
            .facts
            .load(here, self.row.id)
            .await?
            .ok_or(ApiError::NotFound)?;
        let template = here
            .services
            .templates
            .get(&here.services.db, self.row.template_id)
            .await?
            .template;
        let (Some(_), Some(to)) = (template.gate_from(self.row.phase), gate::onward(&loaded.facts)) else {
            return Ok(None);
        };
        let mut conditions = Vec::new();
        for status in gate::conditions(&template, &loaded.facts) {
            let rows = loaded
                .tasks
                .iter()
                .filter(|row| status.open_tasks.contains(&row.id));
            conditions.push(GateCondition {
                kind: status.kind.into(),
                text: status.text.get(here.locale()).to_owned(),
                satisfied: status.satisfied,
                open_tasks: rows
                    .map(|row| Task::of_row(row.clone(), &template, &self.unit_path))
                    .collect(),
            });
        }
        Ok(Some(Gate {
            from: self.row.phase.into(),
            to: to.into(),
            open: conditions.iter().all(|condition| condition.satisfied),
            conditions,
        }))
    }

    /// What it was begun with, where it is a revision; null in a first turn.
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>, ApiError> {
        if self.row.kind == ::entity::enums::CycleKind::New {
            return Ok(None);
        }
        let found = ctx.loaders().revisions.load(ctx.here(), self.row.id).await?;
        Ok(found.map(|row| Revision(Arc::new(row))))
    }

    /// How and when the e-service is taken out of operation; null where that is not planned.
    async fn retirement_plan(&self, ctx: &Context<'_>) -> Result<Option<RetirementPlan>, ApiError> {
        the_one(ctx, self.row.id).await
    }

    /// Its decisions, latest first. The first is in force.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn decisions(&self, ctx: &Context<'_>) -> Result<Vec<Decision>, ApiError> {
        let rows = ctx
            .loaders()
            .decisions
            .load(ctx.here(), self.row.id)
            .await?
            .unwrap_or_default();
        Ok(rows.into_iter().map(Decision::from).collect())
    }

    /// The ground for the decision.
    async fn ground(&self) -> Ground {
        Ground(self.row.id)
    }

    /// What is prepared before it is published.
    async fn launch(&self) -> Launch {
        Launch(self.clone())
    }

    /// What its operation leaves behind.
    async fn operation(&self) -> Operation {
        Operation(self.clone())
    }

    /// Its follow-up reports, latest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn reports(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpReport>, ApiError> {
        let rows = ctx
            .loaders()
            .reports_of
            .load(ctx.here(), self.row.id)
            .await?
            .unwrap_or_default();
        rows.into_iter()
            .map(|row| FollowUpReport::try_from(row).map_err(Into::into))
            .collect()
    }

    /// Whether it followed the process: what was done, left out or switched off, and how long things took and waited.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn conformance(&self, ctx: &Context<'_>) -> Result<Conformance, ApiError> {
        Conformance::of(ctx, &self.row).await
    }

    /// What was decided after follow-ups, oldest first. The last is in force.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn follow_up_decisions(&self, ctx: &Context<'_>) -> Result<Vec<FollowUpDecision>, ApiError> {
        of_cycle(ctx, self.row.id).await
    }

    /// The changed working method that management decided.
    async fn working_method(&self) -> WorkingMethod {
        WorkingMethod(self.row.id)
    }

    /// What the public is told.
    async fn publication(&self) -> Publication {
        Publication(self.row.id)
    }

    /// The project, where the approach is one.
    async fn project(&self) -> Project {
        Project(self.row.id)
    }

    /// The design proposal: document, steps and statements.
    async fn design(&self) -> Design {
        Design(self.row.id)
    }

    /// The specification: document, requirements and guiding questions.
    async fn specification(&self) -> Specification {
        Specification(self.row.id)
    }

    /// The test of what was built: scenarios, runs, defects, and how far it has come.
    async fn testing(&self) -> Testing {
        Testing(self.row.id)
    }

    /// What the editor and the test group say of what was built.
    async fn review(&self) -> Review {
        Review(self.row.id)
    }

    /// Its documents, each with its newest version.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn documents(&self, ctx: &Context<'_>) -> Result<Vec<Document>, ApiError> {
        let views = ctx
            .loaders()
            .documents_of
            .load(ctx.here(), self.row.id)
            .await?
            .unwrap_or_default();
        Ok(views.into_iter().map(Document::from).collect())
    }

    /// Its approvals, latest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn approvals(&self, ctx: &Context<'_>) -> Result<Vec<Approval>, ApiError> {
        let rows = ctx.loaders().approvals_of.load(ctx.here(), self.row.id).await?;
        Ok(Approval::of_cycle(self, rows.unwrap_or_default()))
    }
}
