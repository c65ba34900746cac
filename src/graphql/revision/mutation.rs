//! Beginning revisions, giving them up, and taking up ideas anew.

use std::collections::BTreeSet;

use ::entity::ids::{CycleId, NeedId};
use async_graphql::{Context, ID, InputObject, Object};

use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        cycle::types::Cycle,
        date::Date,
        e_service::{mutation::EServicePayload, types::EService},
        enums::Phase,
        error::{ApiError, UserError, mendable},
        ids::{input_key, key, optional_key},
        paging::payload,
    },
    service::{
        Error,
        need::take_up::take_up,
        revision::{
            add::{More, add},
            begin::{Wanted, start},
            reopen::reopen,
            withdraw::withdraw,
        },
    },
};

/// Input of `startRevision`.
#[derive(InputObject)]
pub struct StartRevisionInput {
    /// The e-service, which is in operation.
    pub e_service_id: ID,
    /// Keys of the activities that are done in the revision; those that they need come along (`revisionParts`).
    #[graphql(default)]
    pub parts: Vec<String>,
    /// Phases of which every activity is done.
    #[graphql(default)]
    pub phases: Vec<Phase>,
    /// Why, Markdown.
    pub reason: String,
    /// The needs that it takes up; they belong to the e-service (`attachNeed`).
    #[graphql(default)]
    pub need_ids: Vec<ID>,
    /// The follow-up decision that led to it; left out where none was recorded.
    pub decision_id: Option<ID>,
    /// When it is to be finished; passed over where management decides that in the revision.
    pub deadline: Option<Date>,
}

/// Input of `addRevisionParts`.
#[derive(InputObject)]
pub struct AddRevisionPartsInput {
    /// The cycle of the revision.
    pub cycle_id: ID,
    /// The version of the cycle that was seen.
    pub version: i32,
    /// Keys of the activities that are to be done too; those that they need come along (`revisionParts`).
    #[graphql(default)]
    pub parts: Vec<String>,
    /// Phases of which every activity is to be done.
    #[graphql(default)]
    pub phases: Vec<Phase>,
}

/// Input of `takeUpNeeds`.
#[derive(InputObject)]
pub struct TakeUpNeedsInput {
    /// The cycle of the revision.
    pub cycle_id: ID,
    /// The needs that it takes up too; they belong to the e-service (`attachNeed`).
    pub need_ids: Vec<ID>,
}

/// Input of `withdrawRevision`.
#[derive(InputObject)]
pub struct WithdrawRevisionInput {
    /// The cycle of the revision.
    pub cycle_id: ID,
    /// The version of the cycle that was seen.
    pub version: i32,
    /// Why, Markdown.
    pub reason: String,
}

/// Input of `reopenIdea`.
#[derive(InputObject)]
pub struct ReopenIdeaInput {
    /// The e-service that was declined.
    pub e_service_id: ID,
    /// The version of the e-service that was seen.
    pub version: i32,
    /// Why, Markdown.
    pub reason: String,
}

payload! {
    /// Answer of mutations that begin a revision or give it up.
    RevisionPayload {
        /// The e-service as it is now.
        e_service: EService,
        /// The cycle of the revision; null where none was begun.
        cycle: Cycle,
    }
}

/// Beginning revisions, giving them up, and taking up ideas anew.
#[derive(Default)]
pub struct RevisionMutation;

#[Object]
impl RevisionMutation {
    /// Begins a revision of an e-service in operation (`followup.revise`): a cycle of the kind REVISION with the chosen parts of the
    /// process and those that they need. What still holds is copied from the cycle in operation, approvals too; the live e-service is
    /// untouched until the revision is published. Problems: MISSING, TOO_LONG, UNKNOWN_ID, DATE_IN_PAST, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::StartRevision)", directive = requires::apply(Permission::StartRevision))]
    async fn start_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is revised, and how.")] input: StartRevisionInput,
    ) -> Result<RevisionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.e_service_id)?);
        let actor = here.actor()?;
        let named = optional_key(input.decision_id.as_ref(), "decisionId");
        let outcome = match named.and_then(|decision| Ok((decision, needs(&input.need_ids)?))) {
            Ok((decision, needs)) => {
                let wanted = Wanted {
                    parts: input.parts.into_iter().collect(),
                    phases: input.phases.into_iter().map(Into::into).collect(),
                    decision,
                    reason: input.reason,
                    needs,
                    deadline: input.deadline.map(|date| date.0),
                };
                start(&here.services, actor, id, wanted).await
            }
            Err(error) => Err(error),
        };
        let (begun, errors) = mendable(ctx, outcome)?;
        let cycle = match begun {
            Some(key) => Cycle::load(ctx, key).await?,
            None => None,
        };
        let e_service = EService::load(ctx, id, &ctx.look_ahead().field("eService")).await?;
        Ok(RevisionPayload {
            e_service,
            cycle,
            errors,
        })
    }

    /// Adds parts to a revision that is not published; those that they need come along. It can be done for as long as the revision has not
    /// left their phase (WRONG_PHASE names those for which it is too late). An approval that was taken over of what is now made anew
    /// becomes VOID. Problems: MISSING, UNKNOWN_ID, STALE, WRONG_PHASE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::StartRevision)", directive = requires::apply(Permission::StartRevision))]
    async fn add_revision_parts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision, and what it is to have too.")] input: AddRevisionPartsInput,
    ) -> Result<RevisionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let more = More {
            parts: input.parts.into_iter().collect(),
            phases: input.phases.into_iter().map(Into::into).collect(),
        };
        let outcome = add(&here.services, here.actor()?, (id, input.version), more).await;
        let (_, errors) = mendable(ctx, outcome)?;
        answer(ctx, id, errors).await
    }

    /// Has a revision that is not published take up needs of its e-service. A need is taken up by one revision; where that was withdrawn, by
    /// another one. Problems: MISSING, UNKNOWN_ID, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::StartRevision)", directive = requires::apply(Permission::StartRevision))]
    async fn take_up_needs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which revision, and the needs.")] input: TakeUpNeedsInput,
    ) -> Result<RevisionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let actor = here.actor()?;
        let outcome = match needs(&input.need_ids) {
            Ok(needs) => take_up(&here.services, actor, id, &needs).await,
            Err(error) => Err(error),
        };
        let (_, errors) = mendable(ctx, outcome)?;
        answer(ctx, id, errors).await
    }

    /// Gives a revision up that is not published; the e-service stays as it is in operation. Problems: REASON_MISSING, TOO_LONG, STALE,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::StartRevision)", directive = requires::apply(Permission::StartRevision))]
    async fn withdraw_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The revision.")] input: WithdrawRevisionInput,
    ) -> Result<RevisionPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.cycle_id)?);
        let outcome = withdraw(&here.services, here.actor()?, id, input.version, &input.reason).await;
        let (_, errors) = mendable(ctx, outcome)?;
        answer(ctx, id, errors).await
    }

    /// Takes up an idea anew that management had declined: a new cycle begins with the inventory, on the ground of what was found out
    /// before. Problems: REASON_MISSING, TOO_LONG, STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::DecideDevelopment)",
        directive = requires::apply(Permission::DecideDevelopment)
    )]
    async fn reopen_idea(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The idea.")] input: ReopenIdeaInput,
    ) -> Result<EServicePayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.e_service_id)?);
        let outcome = reopen(&here.services, here.actor()?, id, input.version, &input.reason).await;
        let (_, errors) = mendable(ctx, outcome)?;
        let e_service = EService::load(ctx, id, &ctx.look_ahead().field("eService")).await?;
        Ok(EServicePayload { e_service, errors })
    }
}

fn needs(ids: &[ID]) -> Result<BTreeSet<NeedId>, Error> {
    ids.iter().map(|need| input_key(need, "needIds")).collect()
}

/// The answer about the cycle of a revision: as it is now, with its e-service.
async fn answer(ctx: &Context<'_>, id: CycleId, errors: Vec<UserError>) -> Result<RevisionPayload, ApiError> {
    let cycle = Cycle::load(ctx, id).await?;
    let e_service = match &cycle {
        Some(cycle) => {
            EService::load(ctx, cycle.row.e_service_id, &ctx.look_ahead().field("eService")).await?
        }
        None => None,
    };
    Ok(RevisionPayload {
        e_service,
        cycle,
        errors,
    })
}
