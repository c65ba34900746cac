//! How ready a launch is: each thing that it waits for, whose it is, and the proof.

use ::entity::task;
use async_graphql::{Context, Object, Union};
use std::sync::Arc;

use super::{
    order::PublicationOrder,
    types::{AccessibilityStatement, EditorialText, MarketingAction, PlatformPermission, TrainingSession},
};
use crate::{
    domain::{
        launch::{LaunchArea, Readiness, readiness},
        template::Template,
        words,
    },
    graphql::{
        account::types::User, artefact::load::of_cycle, context::Here, cycle::types::Cycle, enums::Role,
        error::ApiError, task::types::Task,
    },
};

/// What shows that something is in place.
#[derive(Union)]
pub enum LaunchProof {
    /// A permission on the platform.
    PlatformPermission(PlatformPermission),
    /// A text.
    EditorialText(EditorialText),
    /// A training session.
    TrainingSession(TrainingSession),
    /// A marketing action.
    MarketingAction(MarketingAction),
    /// The order of the publication.
    PublicationOrder(PublicationOrder),
    /// The accessibility statement.
    AccessibilityStatement(AccessibilityStatement),
}

/// Something that a launch waits for.
pub struct LaunchReadiness {
    cycle: Cycle,
    area: LaunchArea,
    state: Readiness,
    task: Option<task::Model>,
    template: Arc<Template>,
}

impl LaunchReadiness {
    /// All that the launch of a cycle waits for, in the order of the process.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(ctx: &Context<'_>, cycle: &Cycle) -> Result<Vec<Self>, ApiError> {
        let here = ctx.here();
        let loaded = ctx.loaders().facts.load(here, cycle.row.id).await?;
        let loaded = loaded.ok_or(ApiError::NotFound)?;
        let template = here
            .services
            .templates
            .get(&here.services.db, cycle.row.template_id)
            .await?
            .template;
        let of = |area: LaunchArea| Self {
            cycle: cycle.clone(),
            area,
            state: readiness(&loaded.facts, area),
            task: loaded
                .tasks
                .iter()
                .find(|task| task.activity.as_deref() == Some(area.activity()))
                .cloned(),
            template: template.clone(),
        };
        Ok(LaunchArea::ALL.map(of).into_iter().collect())
    }
}

/// Something that a launch waits for: whose it is, whether it is in place, and the proof.
#[Object]
impl LaunchReadiness {
    /// What.
    async fn area(&self) -> LaunchArea {
        self.area
    }

    /// What has to be so, in the language of the viewer, as a clause: "the permissions are listed and ticked off".
    async fn text(&self, ctx: &Context<'_>) -> &'static str {
        let (sv, en) = words::launch_area(self.area);
        match ctx.here().locale() {
            ::entity::enums::Locale::Sv => sv,
            ::entity::enums::Locale::En => en,
        }
    }

    /// How far it has come. The launch waits for nothing that is IN_PLACE or LEFT_OUT.
    async fn state(&self) -> Readiness {
        self.state
    }

    /// The role that is responsible; null where the process of the cycle has no activity for it.
    async fn role(&self) -> Option<Role> {
        let activity = self.template.activity(self.area.activity())?;
        activity.responsible.first().copied().map(Into::into)
    }

    /// Who has its task; null where nobody has.
    async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.task.as_ref().and_then(|task| task.assignee_id) {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The task in which it is brought about; null where the cycle was begun without it.
    async fn task(&self) -> Option<Task> {
        let task = self.task.clone()?;
        Some(Task::of_row(task, &self.template, &self.cycle.unit_path))
    }

    /// What there is of it, finished or not.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn proof(&self, ctx: &Context<'_>) -> Result<Vec<LaunchProof>, ApiError> {
        let cycle = self.cycle.row.id;
        Ok(match self.area {
            LaunchArea::Permissions => proofs(of_cycle(ctx, cycle).await?, LaunchProof::PlatformPermission),
            LaunchArea::Texts => proofs(of_cycle(ctx, cycle).await?, LaunchProof::EditorialText),
            LaunchArea::Training => proofs(of_cycle(ctx, cycle).await?, LaunchProof::TrainingSession),
            LaunchArea::Marketing => proofs(of_cycle(ctx, cycle).await?, LaunchProof::MarketingAction),
            LaunchArea::PublicationOrder => {
                proofs(of_cycle(ctx, cycle).await?, LaunchProof::PublicationOrder)
            }
            LaunchArea::Accessibility => {
                proofs(of_cycle(ctx, cycle).await?, LaunchProof::AccessibilityStatement)
            }
        })
    }
}

fn proofs<T>(found: Vec<T>, of: impl Fn(T) -> LaunchProof) -> Vec<LaunchProof> {
    found.into_iter().map(of).collect()
}
