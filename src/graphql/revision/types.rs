//! The types of the room: `Revision`, `RevisionPart`.

use std::sync::Arc;

use ::entity::{enums, revision};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{
        revision::{Because, Part},
        template::Template,
    },
    graphql::{
        account::types::User,
        context::Here,
        cycle::types::Cycle,
        enums::{ApprovalSubject, Phase},
        error::ApiError,
        ids::id,
        need::types::Need,
        object::object,
    },
};

/// What a cycle of the kind REVISION was begun with.
#[derive(Clone)]
pub struct Revision(pub Arc<revision::Model>);

/// A part of the process as a revision would have it, or not.
#[derive(SimpleObject)]
pub struct RevisionPart {
    /// Key of the activity.
    pub activity: String,
    /// Its title, in the language of the viewer.
    pub title: String,
    /// The phase in which it is done.
    pub phase: Phase,
    /// True where it was chosen.
    pub chosen: bool,
    /// True where the revision has it: because it was chosen, because others need it, or because every revision has it.
    pub included: bool,
    /// Why the revision has it, in words in the language of the viewer; null where it does not.
    pub because: Option<String>,
    /// Key of the activity that needs it; null where none does.
    pub needed_by: Option<String>,
}

impl RevisionPart {
    /// Every activity of a template, with whether and why it is among the parts.
    #[must_use]
    pub fn all(template: &Template, parts: &[Part], locale: enums::Locale) -> Vec<Self> {
        let shown = template.activities.iter().map(|activity| {
            let part = parts.iter().find(|part| part.activity == activity.key);
            let because = part.map(|part| &part.because);
            Self {
                activity: activity.key.clone(),
                title: activity.title.get(locale).to_owned(),
                phase: activity.phase.into(),
                chosen: because == Some(&Because::Chosen),
                included: part.is_some(),
                because: because.map(|because| because.text(template, locale)),
                needed_by: because.and_then(Because::by).map(ToOwned::to_owned),
            }
        });
        shown.collect()
    }
}

object! {
    /// What a cycle of the kind REVISION was begun with: why, with which parts of the process, and what it took over. The e-service stays in
    /// operation until the revision is published.
    Revision
}

#[ComplexObject]
impl Revision {
    /// Why it was begun, Markdown.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Keys of the activities that were chosen; those that they need came along.
    async fn chosen(&self) -> Result<Vec<String>, ApiError> {
        serde_json::from_value(self.0.chosen.clone()).map_err(|_| ApiError::Internal)
    }

    /// Subjects whose approval still holds and was taken over; a change voids it as any other.
    async fn held_approvals(&self) -> Result<Vec<ApprovalSubject>, ApiError> {
        let held: Vec<enums::ApprovalSubject> =
            serde_json::from_value(self.0.held_approvals.clone()).map_err(|_| ApiError::Internal)?;
        Ok(held.into_iter().map(Into::into).collect())
    }

    /// The cycle in operation that it revises.
    async fn revises(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.0.revises_cycle_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// Id of the decision that led to it; null where none was recorded.
    async fn decision_id(&self) -> Option<ID> {
        self.0.decision_id.map(id)
    }

    /// The needs that it takes up and that the viewer may see, oldest first. The way back is `Need.revision`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn needs(&self, ctx: &Context<'_>) -> Result<Vec<Need>, ApiError> {
        let loader = &ctx.loaders().needs_of_revisions;
        let found = loader.load(ctx.here(), self.0.cycle_id).await?;
        Ok(found.unwrap_or_default().into_iter().map(Need::from).collect())
    }

    /// Who began it.
    async fn begun_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.0.begun_by).await
    }

    /// When it was given up; null where it was not.
    async fn withdrawn_at(&self) -> Option<DateTime<Utc>> {
        self.0.withdrawn_at
    }

    /// Who gave it up; null where nobody has.
    async fn withdrawn_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.0.withdrawn_by {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// Why it was given up, Markdown; null where it was not.
    async fn withdrawal_reason(&self) -> Option<&str> {
        self.0.withdrawal_reason.as_deref()
    }
}
