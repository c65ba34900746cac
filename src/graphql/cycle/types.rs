//! The types of the room: `Cycle`, `Gate`, `GateCondition`.

use std::sync::Arc;

use ::entity::{cycle, ids::CycleId};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::gate,
    graphql::{
        approval::types::Approval,
        context::Here,
        date::Date,
        decision::types::Decision,
        document::types::Document,
        e_service::types::EService,
        enums::{Approach, ConditionKind, CycleKind, Phase, TaskState},
        error::ApiError,
        ground::types::Ground,
        ids::id,
        object::object,
        process::types::ProcessTemplate,
        task::types::Task,
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
    /// The phase that follows.
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
        Task::of_views(ctx, wanted.collect()).await
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
        let Some(to) = template.gate_from(self.row.phase).map(|gate| gate.to) else {
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
        let views = ctx
            .loaders()
            .approvals_of
            .load(ctx.here(), self.row.id)
            .await?
            .unwrap_or_default();
        Ok(views.into_iter().map(Approval::from).collect())
    }
}
