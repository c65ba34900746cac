//! Putting forward and handling needs.

use ::entity::ids::NeedId;
use async_graphql::{Context, Object};

use super::{
    inputs::{
        AddViewToNeedInput, AttachNeedInput, CloseNeedInput, MergeNeedInput, ProposeEServiceFromNeedInput,
        PutForwardNeedInput, UpdateNeedInput,
    },
    types::Need,
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        e_service::types::EService,
        error::{ApiError, mendable},
        ids::{input_key, key, optional_key},
        paging::payload,
    },
    service::{
        Result as ServiceResult,
        need::{
            attach::attach,
            close::close,
            merge::merge,
            propose::{Becomes, propose},
            put_forward::{Draft, put_forward},
            update::{Change, update},
            view::add_view,
        },
    },
};

payload! {
    /// Answer of mutations that put forward or handle a need.
    NeedPayload {
        /// The need as it is now; null where a new one was refused.
        need: Need,
    }
}

payload! {
    /// Answer of `proposeEServiceFromNeed`.
    ProposeEServiceFromNeedPayload {
        /// The e-service; null where it was refused.
        e_service: EService,
        /// The need as it is now.
        need: Need,
    }
}

payload! {
    /// Answer of `mergeNeed`.
    MergeNeedPayload {
        /// The duplicate as it is now.
        need: Need,
        /// The need that has taken it over, as it is now.
        into: Need,
    }
}

/// Putting forward and handling needs.
#[derive(Default)]
pub struct NeedMutation;

#[Object]
impl NeedMutation {
    /// Puts forward a need or an idea; anybody who is logged in can. Problems: MISSING, TOO_LONG, UNKNOWN_ID.
    #[graphql(
        guard = "Requires(Permission::PutForwardNeed)",
        directive = requires::apply(Permission::PutForwardNeed)
    )]
    async fn put_forward_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need.")] input: PutForwardNeedInput,
    ) -> Result<NeedPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let outcome = match input_key(&input.org_unit_id, "orgUnitId") {
            Ok(org_unit) => {
                let draft = Draft {
                    org_unit,
                    title: input.title,
                    description: input.description,
                    source: input.source.into(),
                    concerned: input.concerned,
                    partners: input.partners,
                };
                put_forward(&here.services, actor, draft).await
            }
            Err(error) => Err(error),
        };
        answer(ctx, None, outcome).await
    }

    /// Changes what a need says: whoever put it forward, and the management that handles it, for as long as it is neither closed nor
    /// merged. Problems: STALE, MISSING, TOO_LONG, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PutForwardNeed)",
        directive = requires::apply(Permission::PutForwardNeed)
    )]
    async fn update_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and what is different.")] input: UpdateNeedInput,
    ) -> Result<NeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let change = Change {
            title: input.title,
            description: input.description,
            source: input.source.map(Into::into),
            concerned: input.concerned,
            partners: input.partners,
        };
        let outcome = update(&here.services, here.actor()?, (id, input.version), change).await;
        answer(ctx, Some(id), outcome).await
    }

    /// Says something about a need; anybody who sees it can. Problems: MISSING, TOO_LONG, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::PutForwardNeed)",
        directive = requires::apply(Permission::PutForwardNeed)
    )]
    async fn add_view_to_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The view.")] input: AddViewToNeedInput,
    ) -> Result<NeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let outcome = add_view(&here.services, here.actor()?, id, &input.body).await;
        answer(ctx, Some(id), outcome.map(|_| id)).await
    }

    /// Attaches a need to an e-service, or moves it to another one. With a live e-service it is a ground for a revision. Problems: STALE,
    /// UNKNOWN_ID, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleNeeds)", directive = requires::apply(Permission::HandleNeeds))]
    async fn attach_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which to what.")] input: AttachNeedInput,
    ) -> Result<NeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let to = key(&input.e_service_id).ok();
        let outcome = attach(&here.services, here.actor()?, (id, input.version), to).await;
        answer(ctx, Some(id), outcome).await
    }

    /// Makes a new e-service of a need: an idea as any other, to which the need belongs. Problems: STALE, MISSING, TOO_LONG, UNKNOWN_ID,
    /// WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleNeeds)", directive = requires::apply(Permission::HandleNeeds))]
    async fn propose_e_service_from_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The need, and what becomes of it.")] input: ProposeEServiceFromNeedInput,
    ) -> Result<ProposeEServiceFromNeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let actor = here.actor()?;
        let outcome = match optional_key(input.org_unit_id.as_ref(), "orgUnitId") {
            Ok(org_unit) => {
                let becomes = Becomes {
                    name: input.name,
                    purpose: input.purpose,
                    audience: input.audience.into(),
                    org_unit,
                    confidential: input.confidential,
                };
                propose(&here.services, actor, (id, input.version), becomes).await
            }
            Err(error) => Err(error),
        };
        let (made, errors) = mendable(ctx, outcome)?;
        let e_service = match made {
            Some(made) => EService::load(ctx, made, &ctx.look_ahead().field("eService")).await?,
            None => None,
        };
        Ok(ProposeEServiceFromNeedPayload {
            e_service,
            need: Need::load(ctx, id).await?,
            errors,
        })
    }

    /// Merges a duplicate into another need. What was said about it follows; it points to the other from then on. Problems: STALE,
    /// UNKNOWN_ID, INVALID, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleNeeds)", directive = requires::apply(Permission::HandleNeeds))]
    async fn merge_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which into what.")] input: MergeNeedInput,
    ) -> Result<MergeNeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let actor = here.actor()?;
        let into = key::<NeedId>(&input.into_id).ok();
        let outcome = merge(&here.services, actor, (id, input.version), into).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(MergeNeedPayload {
            need: Need::load(ctx, id).await?,
            into: match into {
                Some(into) => Need::load(ctx, into).await?,
                None => None,
            },
            errors,
        })
    }

    /// Closes a need without action; the reason is kept. Problems: STALE, REASON_MISSING, TOO_LONG, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleNeeds)", directive = requires::apply(Permission::HandleNeeds))]
    async fn close_need(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and why.")] input: CloseNeedInput,
    ) -> Result<NeedPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.need_id)?);
        let outcome = close(&here.services, here.actor()?, (id, input.version), &input.reason).await;
        answer(ctx, Some(id), outcome).await
    }
}

/// The answer about a need: as it is now, whether it was changed or not.
async fn answer(
    ctx: &Context<'_>,
    about: Option<NeedId>,
    outcome: ServiceResult<NeedId>,
) -> Result<NeedPayload, ApiError> {
    let (done, errors) = mendable(ctx, outcome)?;
    let need = match done.or(about) {
        Some(key) => Need::load(ctx, key).await?,
        None => None,
    };
    Ok(NeedPayload { need, errors })
}
