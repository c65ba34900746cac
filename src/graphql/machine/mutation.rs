//! Making machine clients, and taking their rights away.

use ::entity::ids::EServiceId;
use async_graphql::{Context, ID, InputObject, Object};

use super::types::MachineClient;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        date::Date,
        error::{ApiError, mendable},
        ids::{input_key, key},
        paging::payload,
    },
    service::machine::manage,
};

/// Input of `createMachineClient`.
#[derive(InputObject)]
pub struct CreateMachineClientInput {
    /// What it is called: which program it is, and where it runs.
    pub name: String,
    /// The e-services whose measurements it delivers; empty where it delivers none.
    pub e_service_ids: Vec<ID>,
    /// True where it reports mails that came back (`reportBounce`).
    #[graphql(default)]
    pub reports_bounces: bool,
    /// The last day on which its token is accepted; at most 400 days off.
    pub expires_on: Date,
}

/// Input of `revokeMachineClient`.
#[derive(InputObject)]
pub struct RevokeMachineClientInput {
    /// Which.
    pub machine_client_id: ID,
}

payload! {
    /// Answer of `createMachineClient`.
    CreateMachineClientPayload {
        /// The machine client.
        machine_client: MachineClient,
        /// Its token, which is shown this once: it goes into the header `authorization` as `Bearer lmc_…`.
        token: String,
    }
}
payload! {
    /// Answer of `revokeMachineClient`.
    RevokeMachineClientPayload {
        /// The machine client as it is now.
        machine_client: MachineClient,
    }
}

/// Making machine clients, and taking their rights away.
#[derive(Default)]
pub struct MachineMutation;

#[Object]
impl MachineMutation {
    /// Makes a program that delivers measurements of named e-services by `recordMeasurements`, or reports mails that came back by
    /// `reportBounce`, and may do nothing else. Its token is shown this once. Problems: MISSING, TOO_LONG, INVALID, DATE_IN_PAST, UNKNOWN_ID.
    #[graphql(
        guard = "Requires(Permission::ManageMachineClients)",
        directive = requires::apply(Permission::ManageMachineClients)
    )]
    async fn create_machine_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is.")] input: CreateMachineClientInput,
    ) -> Result<CreateMachineClientPayload, ApiError> {
        let here = ctx.here();
        let keys: Result<Vec<EServiceId>, _> = input
            .e_service_ids
            .iter()
            .map(|id| input_key(id, "eServiceIds"))
            .collect();
        let outcome = match keys {
            Ok(keys) => {
                let new = manage::NewMachine {
                    name: input.name,
                    e_services: keys,
                    reports_bounces: input.reports_bounces,
                    expires_on: input.expires_on.0,
                };
                manage::create(&here.services, here.actor()?, &new).await
            }
            Err(error) => Err(error),
        };
        let (made, errors) = mendable(ctx, outcome)?;
        let (machine_client, token) = match made {
            Some((key, token)) => (MachineClient::load(ctx, key).await?, Some(token)),
            None => (None, None),
        };
        Ok(CreateMachineClientPayload {
            machine_client,
            token,
            errors,
        })
    }

    /// Takes the rights of a program away, at once and for ever. Problems: WRONG_STATE (that was done already).
    #[graphql(
        guard = "Requires(Permission::ManageMachineClients)",
        directive = requires::apply(Permission::ManageMachineClients)
    )]
    async fn revoke_machine_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: RevokeMachineClientInput,
    ) -> Result<RevokeMachineClientPayload, ApiError> {
        let (here, id) = (ctx.here(), key(&input.machine_client_id)?);
        let outcome = manage::revoke(&here.services, here.actor()?, id).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(RevokeMachineClientPayload {
            machine_client: MachineClient::load(ctx, id).await?,
            errors,
        })
    }
}
