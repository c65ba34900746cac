//! The types of the room: `Approval`, `Difference`.

use std::sync::Arc;

use ::entity::{enums, ids::ApprovalId};
use async_graphql::{ComplexObject, Context, ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    domain::{approval as rules, permission::Permission},
    graphql::{
        account::types::User,
        context::Here,
        cycle::types::Cycle,
        e_service::types::EService,
        enums::{ApprovalState, ApprovalSubject, Role},
        error::ApiError,
        ids::id,
        metric::version::ApprovedMetric,
        object::object,
        paging::connection,
    },
    service::{
        access::place,
        approval::queries::{ApprovalRow, Approved, Found},
        e_service::queries::EServiceView,
        metric::versions::Stated,
    },
};

/// An approval.
#[derive(Clone)]
pub struct Approval {
    row: Arc<ApprovalRow>,
    /// Path of the unit that the e-service belongs to.
    unit_path: Arc<str>,
    /// The e-service, where it was read along.
    e_service: Option<Arc<EServiceView>>,
}

impl From<Found> for Approval {
    fn from(found: Found) -> Self {
        Self {
            row: Arc::new(found.row),
            unit_path: found.e_service.unit_path.as_str().into(),
            e_service: Some(found.e_service),
        }
    }
}

impl Approval {
    /// The approvals of a cycle, which have its unit.
    pub fn of_cycle(cycle: &Cycle, rows: Vec<ApprovalRow>) -> Vec<Self> {
        let unit_path: Arc<str> = cycle.unit_path.as_str().into();
        let approvals = rows.into_iter().map(|row| Self {
            row: Arc::new(row),
            unit_path: unit_path.clone(),
            e_service: None,
        });
        approvals.collect()
    }

    /// The approval with a key; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: ApprovalId) -> Result<Option<Self>, ApiError> {
        Ok(ctx
            .loaders()
            .approvals
            .load(ctx.here(), key)
            .await?
            .map(Self::from))
    }

    /// What was approved; long, and so only read where it is asked for.
    async fn approved(&self, ctx: &Context<'_>) -> Result<Arc<Approved>, ApiError> {
        let found = ctx.loaders().approved.load(ctx.here(), self.row.id).await?;
        found.ok_or(ApiError::Internal)
    }
}

/// Which version of each metric an approval was asked for, in the order of its content; none where that is not known.
fn stated(approved: &Approved) -> Result<Option<Vec<Stated>>, ApiError> {
    let versions = approved.metric_versions.clone().unwrap_or_default();
    serde_json::from_value(versions).map_err(|_| ApiError::Internal)
}

/// A place where two versions differ: what was approved and what there is now, or one version of a thing and another.
#[derive(SimpleObject)]
pub struct Difference {
    /// JSON pointer to the place in what is compared, for example `/design/body`.
    pub path: String,
    /// What stood there; null where there was nothing.
    pub before: Option<String>,
    /// What stands there afterwards; null where there is nothing.
    pub after: Option<String>,
}

impl From<rules::Difference> for Difference {
    fn from(found: rules::Difference) -> Self {
        Self {
            path: found.path,
            before: found.before,
            after: found.after,
        }
    }
}

object! {
    /// An approval of one exact version. Never edited, never deleted.
    Approval
}

#[ComplexObject]
impl Approval {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// Rises with every change of its state; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// What it is about.
    async fn subject(&self) -> ApprovalSubject {
        self.row.subject.into()
    }

    /// The role that it is asked of.
    async fn role(&self) -> Role {
        self.row.role.into()
    }

    /// Where it stands.
    async fn state(&self) -> ApprovalState {
        self.row.state.into()
    }

    /// True while it is given, what was approved is as it was, and nothing has come up that it waits for.
    async fn still_valid(&self) -> bool {
        self.row.state == enums::ApprovalState::Approved
    }

    /// All that is approved, as canonical JSON.
    async fn content(&self, ctx: &Context<'_>) -> Result<String, ApiError> {
        Ok(self.approved(ctx).await?.content.clone())
    }

    /// SHA-256 of `content`, in hexadecimal. An answer names it, so that nobody approves what they have not seen.
    async fn content_hash(&self) -> &str {
        &self.row.content_hash
    }

    /// What has changed since in what it is about, and what has come up since it was given that it waits for (`/openDefects/3`,
    /// `/openRemarks/1`, by number); empty where nothing has. What is different of a metric stands under its id
    /// (`/metrics/…/target`); in approvals that are older than the versions of metrics, under its place.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn differences(&self, ctx: &Context<'_>) -> Result<Vec<Difference>, ApiError> {
        let row = &self.row;
        let approved = self.approved(ctx).await?;
        let then = serde_json::from_str(&approved.content).map_err(|_| ApiError::Internal)?;
        let contents = ctx.loaders().contents.load(ctx.here(), row.cycle_id).await?;
        let given = row.decided_at.is_some() && row.state != enums::ApprovalState::Rejected;
        let stated = stated(&approved)?;
        let metrics: Option<Vec<_>> = stated.map(|stated| stated.into_iter().map(|of| of.metric).collect());
        let Some(content) = contents else {
            return Ok(Vec::new());
        };
        let differences = if given {
            content.since(row.subject, then, metrics.as_deref())
        } else {
            content.differs(row.subject, then, metrics.as_deref())
        };
        Ok(differences.into_iter().map(Into::into).collect())
    }

    /// Which version of each metric it was asked for, and what differs since; empty where goals and measures are no part of it.
    /// One that was stated since is among `differences`.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn metrics(&self, ctx: &Context<'_>) -> Result<Vec<ApprovedMetric>, ApiError> {
        let stated = stated(&*self.approved(ctx).await?)?;
        let metrics = stated.unwrap_or_default().into_iter();
        let metrics = metrics.map(|stated| ApprovedMetric::of(ctx, stated));
        let found = futures_util::future::try_join_all(metrics).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Who asked.
    async fn asked_by(&self, ctx: &Context<'_>) -> Result<User, ApiError> {
        User::of(ctx, self.row.asked_by).await
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.row.asked_at
    }

    /// Who answered; null where nobody has.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
        match self.row.decided_by {
            Some(key) => User::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// When it was answered.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.row.decided_at
    }

    /// Why it was rejected, or a remark.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_deref()
    }

    /// When it became void: what it was about changed, or something came up that it waits for, a blocking defect for example.
    async fn voided_at(&self) -> Option<DateTime<Utc>> {
        self.row.voided_at
    }

    /// The cycle that it belongs to.
    async fn cycle(&self, ctx: &Context<'_>) -> Result<Cycle, ApiError> {
        Cycle::load(ctx, self.row.cycle_id)
            .await?
            .ok_or(ApiError::NotFound)
    }

    /// The e-service that it belongs to.
    async fn e_service(&self, ctx: &Context<'_>) -> Result<EService, ApiError> {
        EService::of_row(ctx, self.row.e_service_id, self.e_service.as_ref()).await
    }

    /// Whether the viewer may answer it: it waits, they hold the role there, did not ask, and made nothing of what is approved.
    async fn viewer_can_decide(&self, ctx: &Context<'_>) -> Result<bool, ApiError> {
        let actor = ctx.here().actor()?;
        let row = &self.row;
        let place = place(row.e_service_id, &self.unit_path);
        if row.state != enums::ApprovalState::Pending
            || row.asked_by == actor.user_id
            || !Permission::to_approve(row.subject).is_held_at(actor, place)
        {
            return Ok(false);
        }
        let contributors = self.approved(ctx).await?.contributors.clone();
        let contributors: Vec<::entity::ids::UserId> =
            serde_json::from_value(contributors).map_err(|_| ApiError::Internal)?;
        Ok(!contributors.contains(&actor.user_id))
    }
}

connection!(ApprovalConnection, ApprovalEdge, Approval, "approvals");
