//! The type of the room: `OrgUnit`.

use std::sync::Arc;

use ::entity::{ids::OrgUnitId, org_unit};
use async_graphql::{ComplexObject, Context, ID};

use crate::graphql::{context::Here, error::ApiError, ids::id, object::object, paging::connection};

/// A unit of the municipality.
#[derive(Clone)]
pub struct OrgUnit(pub Arc<org_unit::Model>);

impl From<org_unit::Model> for OrgUnit {
    fn from(row: org_unit::Model) -> Self {
        Self(Arc::new(row))
    }
}

impl OrgUnit {
    /// The unit with a key, through the loader.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(ctx: &Context<'_>, key: OrgUnitId) -> Result<Option<Self>, ApiError> {
        Ok(ctx.loaders().units.load(ctx.here(), key).await?.map(Self::from))
    }
}

object! {
    /// A unit of the municipality, in a tree.
    OrgUnit
}

#[ComplexObject]
impl OrgUnit {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id(self.0.id)
    }

    /// Rises with every change; a mutation names the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Name as shown.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The unit above; null for the municipality itself.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<OrgUnit>, ApiError> {
        match self.0.parent_id {
            Some(key) => OrgUnit::load(ctx, key).await,
            None => Ok(None),
        }
    }

    /// The units right below, by name.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<OrgUnit>, ApiError> {
        let below = ctx
            .loaders()
            .units_below
            .load(ctx.here(), self.0.id)
            .await?
            .unwrap_or_default();
        Ok(below.into_iter().map(OrgUnit::from).collect())
    }
}

connection!(OrgUnitConnection, OrgUnitEdge, OrgUnit, "organisational units");
