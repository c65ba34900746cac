//! Asking for approvals, answering them, taking the question back.

use ::entity::ids::ApprovalId;
use async_graphql::{Context, ID, InputObject, Object};

use super::types::Approval;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        cycle::types::Cycle,
        date::Date,
        enums::ApprovalSubject,
        error::{ApiError, mendable},
        ids::key,
        paging::payload,
    },
    service::{
        self,
        approval::{
            ask::{ask, withdraw},
            decide::{self, Answer},
        },
    },
};

/// Input of `askApproval`.
#[derive(InputObject)]
pub struct AskApprovalInput {
    /// The cycle that it is about.
    pub cycle_id: ID,
    /// What is to be approved.
    pub subject: ApprovalSubject,
}

/// Input of `approve`.
#[derive(InputObject)]
pub struct ApproveInput {
    /// The approval that is answered.
    pub approval_id: ID,
    /// The version of it that was seen.
    pub version: i32,
    /// `contentHash` of what was seen.
    pub content_hash: String,
    /// A remark.
    pub remark: Option<String>,
    /// The launch date; needed for the approval of the e-service, and for no other.
    pub launch_date: Option<Date>,
}

/// Input of `reject`.
#[derive(InputObject)]
pub struct RejectInput {
    /// The approval that is answered.
    pub approval_id: ID,
    /// The version of it that was seen.
    pub version: i32,
    /// `contentHash` of what was seen.
    pub content_hash: String,
    /// Why it is rejected; those who asked read it.
    pub reason: String,
}

/// Input of `withdrawApproval`.
#[derive(InputObject)]
pub struct WithdrawApprovalInput {
    /// The approval that was asked for.
    pub approval_id: ID,
    /// The version of it that was seen.
    pub version: i32,
}

payload! {
    /// Answer of mutations that change an approval.
    ApprovalPayload {
        /// The approval as it is now.
        approval: Approval,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

async fn answer(
    ctx: &Context<'_>,
    id: ApprovalId,
    outcome: service::Result<ApprovalId>,
) -> Result<ApprovalPayload, ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    let view = ctx.loaders().approvals.load(ctx.here(), id).await?;
    let cycle = match &view {
        Some(view) if ctx.look_ahead().field("cycle").exists() => Cycle::load(ctx, view.row.cycle_id).await?,
        _ => None,
    };
    Ok(ApprovalPayload {
        approval: view.map(Approval::from),
        cycle,
        errors,
    })
}

/// Asking for approvals, answering them, taking the question back.
#[derive(Default)]
pub struct ApprovalMutation;

#[Object]
impl ApprovalMutation {
    /// Asks the role that the process names to approve what there is now. Those who hold it are told. Problems: OUTCOME_MISSING,
    /// WRONG_PHASE, WRONG_STATE (one waits, or is given and valid).
    #[graphql(guard = "Requires(Permission::AskApproval)", directive = requires::apply(Permission::AskApproval))]
    async fn ask_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be approved.")] input: AskApprovalInput,
    ) -> Result<ApprovalPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let outcome = ask(&here.services, here.actor()?, cycle, input.subject.into()).await;
        let (id, errors) = mendable(ctx, outcome)?;
        let approval = match id {
            Some(id) => Approval::load(ctx, id).await?,
            None => None,
        };
        Ok(ApprovalPayload {
            approval,
            cycle: Cycle::load(ctx, cycle).await?,
            errors,
        })
    }

    /// Approves one exact version. The owner's approval of the e-service sets the launch date. Nobody answers their own question or
    /// approves what they helped to make; an administrator is not exempt. The tester approves nothing that was not
    /// tested or has a blocking defect open, the editor nothing on which a remark is open. Problems: OWN_REQUEST, CONTRIBUTOR,
    /// OTHER_VERSION, MISSING and DATE_IN_PAST for the launch date, NOTHING_TESTED, BLOCKING_DEFECT_OPEN, REMARK_OPEN, OUTCOME_MISSING,
    /// WRONG_PHASE, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::DecideApproval)", directive = requires::apply(Permission::DecideApproval))]
    async fn approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: ApproveInput,
    ) -> Result<ApprovalPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.approval_id)?);
        let given = Answer {
            id,
            version: input.version,
            content_hash: input.content_hash,
            reason: input.remark,
        };
        let outcome = decide::approve(
            &here.services,
            here.actor()?,
            given,
            input.launch_date.map(|day| day.0),
        )
        .await;
        answer(ctx, id, outcome).await
    }

    /// Rejects one exact version, with a reason. Problems: REASON_MISSING, OWN_REQUEST, CONTRIBUTOR, OTHER_VERSION, WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::DecideApproval)", directive = requires::apply(Permission::DecideApproval))]
    async fn reject(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: RejectInput,
    ) -> Result<ApprovalPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.approval_id)?);
        let given = Answer {
            id,
            version: input.version,
            content_hash: input.content_hash,
            reason: Some(input.reason),
        };
        answer(
            ctx,
            id,
            decide::reject(&here.services, here.actor()?, given).await,
        )
        .await
    }

    /// Takes back a question that one has asked and that is not answered. Problems: WRONG_STATE, STALE.
    #[graphql(guard = "Requires(Permission::AskApproval)", directive = requires::apply(Permission::AskApproval))]
    async fn withdraw_approval(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The question.")] input: WithdrawApprovalInput,
    ) -> Result<ApprovalPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.approval_id)?);
        answer(
            ctx,
            id,
            withdraw(&here.services, here.actor()?, id, input.version).await,
        )
        .await
    }
}
