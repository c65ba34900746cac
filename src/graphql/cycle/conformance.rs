//! Whether a cycle followed the process.

use std::sync::Arc;

use ::entity::{cycle, enums};
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{conformance, template::Template},
    graphql::{
        account::types::User,
        context::Here,
        enums::{Phase, TaskState},
        error::ApiError,
        ids::id,
    },
};

/// Whether a cycle followed the process: what was done, left out or switched off, and how long things took and waited.
#[derive(SimpleObject)]
pub struct Conformance {
    /// How many steps are done.
    pub done_count: i32,
    /// How many were left out, with a reason.
    pub skipped_count: i32,
    /// How many a decision switched off.
    pub not_applicable_count: i32,
    /// How many are still to be done, or not begun.
    pub open_count: i32,
    /// Its phases, in order.
    pub phases: Vec<PhaseTime>,
    /// Its steps, in the order of the template.
    pub steps: Vec<ConformanceStep>,
}

/// How long a phase took. Management and follow-up run side by side.
#[derive(SimpleObject)]
pub struct PhaseTime {
    /// Which.
    pub phase: Phase,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; null while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many days it took, or has taken until now.
    pub days: i32,
    /// How many days its tasks waited on average, ready, before somebody began with them; null where none was ready.
    pub mean_waited_days: Option<i32>,
}

/// A step of a cycle.
pub struct ConformanceStep {
    step: conformance::Step,
    template: Arc<Template>,
}

/// A step of a cycle, and how it went.
#[Object]
impl ConformanceStep {
    /// Opaque id of its task.
    async fn task_id(&self) -> async_graphql::ID {
        id(self.step.task.id)
    }

    /// Key of its activity in the template; null where it was added by hand.
    async fn activity(&self) -> Option<&str> {
        self.step.task.activity.as_deref()
    }

    /// What its activity is called, in the language of the viewer; null where it was added by hand.
    async fn title(&self, ctx: &Context<'_>) -> Option<&str> {
        let key = self.step.task.activity.as_deref()?;
        let activity = self.template.activity(key)?;
        Some(activity.title.get(ctx.here().locale()))
    }

    /// In which phase it is done.
    async fn phase(&self) -> Phase {
        self.step.task.phase.into()
    }

    /// Where it stands.
    async fn state(&self) -> TaskState {
        self.step.task.state.into()
    }

    /// Who excused it, where it was left out; else null.
    async fn excused_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        let task = &self.step.task;
        match task.closed_by.filter(|_| task.state == enums::TaskState::Skipped) {
            Some(key) => User::of(ctx, key).await.map(Some),
            None => Ok(None),
        }
    }

    /// Why it was left out; null where it was not.
    async fn reason(&self) -> Option<&str> {
        self.step.task.reason.as_deref()
    }

    /// When it was completed or left out; null while it is open.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.step.task.closed_at
    }

    /// Days that it waited, ready, before somebody began with it (or until now): from the beginning of its phase and the end of what it
    /// waits for. Null where it is not ready yet or was switched off.
    async fn waited_days(&self) -> Option<i32> {
        self.step.waited_days.map(number)
    }

    /// Days from when somebody began with it until it was closed (or until now); null where nobody told that they began.
    async fn took_days(&self) -> Option<i32> {
        self.step.took_days.map(number)
    }
}

impl Conformance {
    /// That of a cycle that the viewer may see.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, row: &cycle::Model) -> Result<Self, ApiError> {
        use enums::TaskState::{Done, InProgress, NotApplicable, Ready, Skipped, Waiting};
        let here = ctx.here();
        let history = ctx.loaders().histories.load(here, row.id).await?;
        let history = history.ok_or(ApiError::NotFound)?;
        let services = &here.services;
        let template = services
            .templates
            .get(&services.db, row.template_id)
            .await?
            .template;
        let found = conformance::conformance(&template, &history);
        let count = |states: &[enums::TaskState]| i32::try_from(found.count(states)).unwrap_or(i32::MAX);
        Ok(Self {
            done_count: count(&[Done]),
            skipped_count: count(&[Skipped]),
            not_applicable_count: count(&[NotApplicable]),
            open_count: count(&[Waiting, Ready, InProgress]),
            phases: found
                .phases
                .iter()
                .map(|phase| PhaseTime {
                    phase: phase.phase.into(),
                    began_at: phase.began_at,
                    ended_at: phase.ended_at,
                    days: number(phase.days),
                    mean_waited_days: phase.mean_waited_days.map(number),
                })
                .collect(),
            steps: found
                .steps
                .into_iter()
                .map(|step| ConformanceStep {
                    step,
                    template: template.clone(),
                })
                .collect(),
        })
    }
}

fn number(days: i64) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
