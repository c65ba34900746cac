//! Putting forward and changing e-services.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::EService;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        enums::Audience,
        error::{ApiError, mendable},
        ids::{input_key, key},
        paging::payload,
    },
    service::e_service::{
        propose::{Idea, propose},
        update::{Change, update},
    },
};

/// Input of `proposeEService`.
#[derive(InputObject)]
pub struct ProposeEServiceInput {
    /// Name, for example "Ansök om bygglov".
    pub name: String,
    /// What it is for: whose need it meets, and how. Markdown.
    pub purpose: String,
    /// Whom it is for.
    pub audience: Audience,
    /// The unit that it would belong to.
    pub org_unit_id: ID,
    /// True where only those with a part in it may see it.
    #[graphql(default)]
    pub confidential: bool,
}

/// Input of `updateEService`; what is left out stays as it is.
#[derive(InputObject)]
pub struct UpdateEServiceInput {
    /// The e-service.
    pub e_service_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Name.
    pub name: Option<String>,
    /// What it is for, Markdown.
    pub purpose: Option<String>,
    /// Whom it is for.
    pub audience: Option<Audience>,
    /// Whether only those with a part in it may see it.
    pub confidential: Option<bool>,
}

payload! {
    /// Answer of mutations that change an e-service.
    #[graphql(name = "EServicePayload")]
    EServicePayload {
        /// The e-service as it is now.
        e_service: EService,
    }
}

/// Putting forward and changing e-services.
#[derive(Default)]
pub struct EServiceMutation;

#[Object]
impl EServiceMutation {
    /// Puts forward an idea for an e-service; anybody who is logged in can. It gets a cycle in the phase INVENTORY, with a task for
    /// every activity of the process. Problems: MISSING, TOO_LONG, UNKNOWN_ID.
    #[graphql(
        guard = "Requires(Permission::ProposeEService)",
        directive = requires::apply(Permission::ProposeEService)
    )]
    async fn propose_e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The idea.")] input: ProposeEServiceInput,
    ) -> Result<EServicePayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let outcome = match input_key(&input.org_unit_id, "orgUnitId") {
            Ok(org_unit) => {
                let idea = Idea {
                    name: input.name,
                    purpose: input.purpose,
                    audience: input.audience.into(),
                    org_unit,
                    confidential: input.confidential,
                };
                propose(&here.services, actor, idea).await
            }
            Err(error) => Err(error),
        };
        let (key, errors) = mendable(ctx, outcome)?;
        let e_service = match key {
            Some(key) => EService::load(ctx, key, &ctx.look_ahead().field("eService")).await?,
            None => None,
        };
        Ok(EServicePayload { e_service, errors })
    }

    /// Changes an e-service. An approval that covers what changed becomes VOID. Problems: STALE, MISSING, TOO_LONG.
    #[graphql(guard = "Requires(Permission::EditEService)", directive = requires::apply(Permission::EditEService))]
    async fn update_e_service(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change.")] input: UpdateEServiceInput,
    ) -> Result<EServicePayload, ApiError> {
        let here = ctx.here();
        let id = key(&input.e_service_id)?;
        let change = Change {
            name: input.name,
            purpose: input.purpose,
            audience: input.audience.map(Into::into),
            confidential: input.confidential,
        };
        let outcome = update(&here.services, here.actor()?, id, input.version, change).await;
        let (_, errors) = mendable(ctx, outcome)?;
        let e_service = EService::load(ctx, id, &ctx.look_ahead().field("eService")).await?;
        Ok(EServicePayload { e_service, errors })
    }
}
