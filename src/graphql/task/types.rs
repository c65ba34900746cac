//! A task.

use std::sync::Arc;

use ::entity::{enums, ids::TaskId, task};
use async_graphql::{ComplexObject, Context, ID, Lookahead, SimpleObject};
use chrono::{DateTime, Utc};

use super::comment::TaskComment;
use crate::{
    domain::{
        permission::Permission,
        template::{Activity, Template},
        words,
    },
    graphql::{
        account::types::User,
        context::Here,
        cycle::types::Cycle,
        date::Date,
        e_service::types::EService,
        enums::{Phase, Role, TaskState},
        error::ApiError,
        ids::id,
        object::object,
        paging::connection,
    },
    service::{
        self, Services,
        access::place,
        paging::Page,
        task::queries::{Found, Shape, TaskDetails, TaskView},
    },
};

/// A task with the template that has its texts.
#[derive(Clone)]
pub struct Task {
    view: Arc<TaskView>,
    template: Arc<Template>,
    /// Path of the unit that the e-service belongs to.
    unit_path: Arc<str>,
}

impl Task {
    /// What a selection of a task asks for.
    #[must_use]
    pub fn shape(selected: &Lookahead<'_>) -> Shape {
        let any = |names: &[&str]| names.iter().any(|name| selected.field(name).exists());
        Shape {
            details: any(&[
                "description",
                "skipReason",
                "completedBy",
                "completedAt",
                "occurrence",
            ]),
            assignee: any(&["assignee"]),
            e_service: any(&["eService"]),
        }
    }

    /// What the nodes of a connection ask for.
    #[must_use]
    pub fn shape_of_nodes(ctx: &Context<'_>) -> Shape {
        let list = ctx.look_ahead();
        let (a, b) = (
            Self::shape(&list.field("nodes")),
            Self::shape(&list.field("edges").field("node")),
        );
        Shape {
            details: a.details || b.details,
            assignee: a.assignee || b.assignee,
            e_service: a.e_service || b.e_service,
        }
    }

    /// The task with a key, with what is selected of it; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(
        ctx: &Context<'_>,
        key: TaskId,
        selected: &Lookahead<'_>,
    ) -> Result<Option<Self>, ApiError> {
        let shape = Self::shape(selected);
        match ctx.loaders().tasks.load(ctx.here(), (key, shape)).await? {
            Some(found) => Self::found(ctx, found).await.map(Some),
            None => Ok(None),
        }
    }

    /// A task that was found by itself, with the template of its cycle, which is at hand.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn found(ctx: &Context<'_>, found: Found) -> Result<Self, ApiError> {
        Ok(Self::found_by(&ctx.here().services, found).await?)
    }

    /// The same where no field is at hand.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn found_by(services: &Services, found: Found) -> service::Result<Self> {
        let version = services.templates.get(&services.db, found.template_id).await?;
        Ok(Self {
            view: Arc::new(found.view),
            template: version.template,
            unit_path: found.unit_path.into(),
        })
    }

    /// Tasks of a cycle, which have its template and its unit.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of_cycle(
        ctx: &Context<'_>,
        cycle: &Cycle,
        views: impl IntoIterator<Item = TaskView>,
    ) -> Result<Vec<Self>, ApiError> {
        let services = &ctx.here().services;
        let version = services
            .templates
            .get(&services.db, cycle.row.template_id)
            .await?;
        let unit_path: Arc<str> = cycle.unit_path.as_str().into();
        let tasks = views.into_iter().map(|view| Self {
            view: Arc::new(view),
            template: version.template.clone(),
            unit_path: unit_path.clone(),
        });
        Ok(tasks.collect())
    }

    /// A task of its row alone, where nothing else of it can be selected cheaply.
    #[must_use]
    pub fn of_row(row: task::Model, template: &Arc<Template>, unit_path: &str) -> Self {
        let view = TaskView {
            details: Some(row.clone().into()),
            row: row.into(),
            assignee: None,
            e_service: None,
        };
        Self {
            view: Arc::new(view),
            template: template.clone(),
            unit_path: unit_path.into(),
        }
    }

    /// The connection of a page.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn connection(ctx: &Context<'_>, page: Page<Found>) -> Result<TaskConnection, ApiError> {
        let mut rows = Vec::with_capacity(page.rows.len());
        for (cursor, found) in page.rows {
            rows.push((cursor, Self::found(ctx, found).await?));
        }
        let page = Page {
            rows,
            has_next: page.has_next,
            has_previous: page.has_previous,
            total: page.total,
        };
        Ok(TaskConnection::new(page, |task| task))
    }

    /// What is said of it beyond what lists show, which its shape asks for.
    fn details(&self) -> Result<&TaskDetails, ApiError> {
        self.view.details.as_ref().ok_or(ApiError::Internal)
    }

    fn activity(&self) -> Option<&Activity> {
        self.view
            .row
            .activity
            .as_deref()
            .and_then(|key| self.template.activity(key))
    }
}

/// What a task must leave behind.
#[derive(SimpleObject)]
pub struct TaskOutcome {
    /// What, in the language of the viewer, as a clause: "the training is held".
    pub text: &'static str,
    /// True where it is there. What recurs leaves something new each time.
    pub present: bool,
    /// True where that closes the task by itself (a decision, an appointment, an approval, the publication); it is then not completed
    /// by hand.
    pub closes_task: bool,
}

object! {
    /// A task: an activity of the process in a cycle, or one added by hand.
    Task
}

#[ComplexObject]
impl Task {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.view.row.id)
    }

    /// Rises with every change; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.view.row.version
    }

    /// Key of the activity in the process, for example `build.test`; null where the task was added by hand.
    async fn activity_key(&self) -> Option<&str> {
        self.view.row.activity.as_deref()
    }

    /// Title, in the language of the viewer.
    async fn title(&self, ctx: &Context<'_>) -> &str {
        match (&self.view.row.title, self.activity()) {
            (Some(title), _) => title,
            (None, Some(activity)) => activity.title.get(ctx.here().locale()),
            (None, None) => "",
        }
    }

    /// What is to be done, Markdown, in the language of the viewer.
    async fn description(&self, ctx: &Context<'_>) -> Result<&str, ApiError> {
        Ok(match (&self.details()?.description, self.activity()) {
            (Some(description), _) => description,
            (None, Some(activity)) => activity.description.get(ctx.here().locale()),
            (None, None) => "",
        })
    }

    /// Advice for who does it, Markdown, in the language of the viewer.
    async fn tips(&self, ctx: &Context<'_>) -> Vec<&str> {
        let locale = ctx.here().locale();
        self.activity().map_or_else(Vec::new, |activity| {
            activity.tips.iter().map(|tip| tip.get(locale)).collect()
        })
    }

    /// The phase in which it can be done.
    async fn phase(&self) -> Phase {
        self.view.row.phase.into()
    }

    /// Who is responsible.
    async fn role(&self) -> Role {
        self.view.row.role.into()
    }

    /// Who takes part beside the one responsible.
    async fn consulted_roles(&self) -> Vec<Role> {
        self.activity().map_or_else(Vec::new, |activity| {
            activity.consulted.iter().copied().map(Into::into).collect()
        })
    }

    /// Where it stands.
    async fn state(&self) -> TaskState {
        self.view.row.state.into()
    }

    /// The keys of the activities that must be done before it.
    async fn after(&self) -> Vec<&str> {
        self.activity().map_or_else(Vec::new, |activity| {
            activity.after.iter().map(String::as_str).collect()
        })
    }

    /// What it must leave behind before it can be completed; null where that is nothing.
    async fn outcome(&self, ctx: &Context<'_>) -> Result<Option<TaskOutcome>, ApiError> {
        let Some(outcome) = self.activity().and_then(|activity| activity.leaves) else {
            return Ok(None);
        };
        let here = ctx.here();
        let loaded = ctx.loaders().facts.load(here, self.view.row.cycle_id).await?;
        let loaded = loaded.ok_or(ApiError::NotFound)?;
        let (sv, en) = words::outcome(outcome);
        let text = match here.locale() {
            enums::Locale::Sv => sv,
            enums::Locale::En => en,
        };
        let mut tasks = loaded.facts.tasks.iter();
        let task = tasks.find(|task| task.id == self.view.row.id);
        let task = task.ok_or(ApiError::NotFound)?;
        Ok(Some(TaskOutcome {
            text,
            present: loaded.facts.is_left_behind(outcome, task),
            closes_task: outcome.comes_by_itself(),
        }))
    }

    /// Whether it can be left out with a reason.
    async fn skippable(&self) -> bool {
        self.activity().is_none_or(|activity| activity.skippable)
    }

    /// Who has it; null where nobody has.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match (&self.view.assignee, self.view.row.assignee_id) {
            (Some(user), _) => Ok(Some(User(user.clone()))),
            (None, Some(key)) => User::load(ctx, key).await,
            (None, None) => Ok(None),
        }
    }

    /// When it should be done; null where no date is known yet.
    async fn due_on(&self) -> Option<Date> {
        self.view.row.due_on.map(Date)
    }

    /// True where it is open and its due date has passed.
    async fn overdue(&self, ctx: &Context<'_>) -> bool {
        let open = matches!(
            self.view.row.state,
            enums::TaskState::Ready | enums::TaskState::InProgress
        );
        open && self
            .view
            .row
            .due_on
            .is_some_and(|due_on| due_on < ctx.here().services.today())
    }

    /// Why it was left out.
    async fn skip_reason(&self) -> Result<Option<&str>, ApiError> {
        Ok(self.details()?.skip_reason.as_deref())
    }

    /// Who completed or skipped it.
    async fn completed_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.details()?.completed_by {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When it was completed or skipped.
    async fn completed_at(&self) -> Result<Option<DateTime<Utc>>, ApiError> {
        Ok(self.details()?.completed_at)
    }

    /// 1 for the first; a recurring activity gets a new task each time.
    async fn occurrence(&self) -> Result<i32, ApiError> {
        Ok(self.details()?.occurrence)
    }

    /// What was written on it, oldest first.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn comments(&self, ctx: &Context<'_>) -> Result<Vec<TaskComment>, ApiError> {
        let rows = ctx
            .loaders()
            .comments
            .load(ctx.here(), self.view.row.id)
            .await?
            .unwrap_or_default();
        Ok(rows.into_iter().map(TaskComment).collect())
    }

    /// The cycle that it belongs to.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.view.row.cycle_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The e-service that it belongs to.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::of_row(ctx, self.view.row.e_service_id, self.view.e_service.as_ref()).await
    }

    /// Whether the viewer may take, start, complete and skip it: they hold its role there, or it was given to them.
    async fn viewer_can_work(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let actor = ctx.here().actor()?;
        let row = &self.view.row;
        let here = place(row.e_service_id, &self.unit_path);
        Ok(Permission::WorkOnTask.is_held_at(actor, here)
            && (actor.holds(row.role, here) || row.assignee_id == Some(actor.user_id)))
    }
}

connection!(TaskConnection, TaskEdge, Task, "tasks");
