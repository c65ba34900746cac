//! Making and renaming organisational units.

use async_graphql::{Context, ID, InputObject, Object};

use super::types::OrgUnit;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::{ApiError, mendable},
        ids::{key, optional_key},
        paging::payload,
    },
    service::organisation::units,
};

/// Input of `createOrgUnit`.
#[derive(InputObject)]
pub struct CreateOrgUnitInput {
    /// Name as shown.
    pub name: String,
    /// The unit above; left out for the municipality itself.
    pub parent_id: Option<ID>,
}

/// Input of `renameOrgUnit`.
#[derive(InputObject)]
pub struct RenameOrgUnitInput {
    /// The unit.
    pub org_unit_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Its new name.
    pub name: String,
}

payload! {
    /// Answer of mutations that change a unit.
    OrgUnitPayload {
        /// The unit as it is now.
        org_unit: OrgUnit,
    }
}

/// Making and renaming organisational units.
#[derive(Default)]
pub struct OrganisationMutation;

#[Object]
impl OrganisationMutation {
    /// Makes a unit. Problems: MISSING, TOO_LONG, UNKNOWN_ID.
    #[graphql(
        guard = "Requires(Permission::ManageOrganisation)",
        directive = requires::apply(Permission::ManageOrganisation)
    )]
    async fn create_org_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The unit.")] input: CreateOrgUnitInput,
    ) -> Result<OrgUnitPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let outcome = match optional_key(input.parent_id.as_ref(), "parentId") {
            Ok(parent) => units::create(&here.services, Some(actor), &input.name, parent).await,
            Err(error) => Err(error),
        };
        let (unit, errors) = mendable(ctx, outcome)?;
        let org_unit = match unit {
            Some(unit) => OrgUnit::load(ctx, unit).await?,
            None => None,
        };
        Ok(OrgUnitPayload { org_unit, errors })
    }

    /// Renames a unit. Problems: STALE, MISSING, TOO_LONG.
    #[graphql(
        guard = "Requires(Permission::ManageOrganisation)",
        directive = requires::apply(Permission::ManageOrganisation)
    )]
    async fn rename_org_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The unit and its name.")] input: RenameOrgUnitInput,
    ) -> Result<OrgUnitPayload, ApiError> {
        let here = ctx.here();
        let unit = key(&input.org_unit_id)?;
        let outcome = units::rename(&here.services, here.actor()?, unit, input.version, &input.name).await;
        let (_, errors) = mendable(ctx, outcome)?;
        Ok(OrgUnitPayload {
            org_unit: OrgUnit::load(ctx, unit).await?,
            errors,
        })
    }
}
