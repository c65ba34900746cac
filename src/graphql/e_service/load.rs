//! Loading e-services: what a selection asks for, and no more.

use std::{collections::BTreeSet, sync::Arc};

use ::entity::{enums, ids::EServiceId};
use async_graphql::{Context, Lookahead};

use super::types::EService;
use crate::{
    graphql::{context::Here, error::ApiError},
    service::e_service::queries::{EServiceView, Shape},
};

impl EService {
    /// What a selection of an e-service asks for.
    #[must_use]
    pub fn shape(selected: &Lookahead<'_>) -> Shape {
        let any = |names: &[&str]| names.iter().any(|name| selected.field(name).exists());
        let everybody = any(&["people"]);
        let roles: BTreeSet<_> = [
            ("owner", enums::Role::Owner),
            ("projectLead", enums::Role::ProjectLead),
            ("serviceManager", enums::Role::ServiceManager),
        ]
        .into_iter()
        .filter(|(name, _)| !everybody && any(&[name]))
        .map(|(_, role)| role)
        .collect();
        Shape {
            details: any(&["purpose", "confidential", "proposedBy", "createdAt"]),
            unit: any(&["unit"]),
            cycles: any(&["developmentCycle", "operationCycle"]),
            current_cycle: any(&["currentCycle", "conformance"]),
            stage: any(&["phase", "launchDate"]),
            people: (everybody || !roles.is_empty()).then_some(roles),
            open_tasks: any(&["openTaskCount"]),
            pending_approvals: any(&["pendingApprovalCount"]),
            next_measure: any(&["nextMeasureDueOn"]),
        }
    }

    /// What the nodes of a connection ask for.
    #[must_use]
    pub fn shape_of_nodes(ctx: &Context<'_>) -> Shape {
        let list = ctx.look_ahead();
        Self::shape(&list.field("nodes")).and(Self::shape(&list.field("edges").field("node")))
    }

    /// The e-service with a key, with what is selected of it; none where the viewer may not see it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn load(
        ctx: &Context<'_>,
        key: EServiceId,
        selected: &Lookahead<'_>,
    ) -> Result<Option<Self>, ApiError> {
        let shape = Self::shape(selected);
        Ok(ctx
            .loaders()
            .e_services
            .load(ctx.here(), (key, shape))
            .await?
            .map(|view| Self(Arc::new(view))))
    }

    /// The e-service that a row refers to. What was joined with the row is taken where nothing but what lists show is selected.
    ///
    /// # Errors
    /// NOT_FOUND where the viewer may not see it.
    pub async fn of_row(
        ctx: &Context<'_>,
        key: EServiceId,
        joined: Option<&Arc<EServiceView>>,
    ) -> Result<Self, ApiError> {
        let selected = ctx.look_ahead();
        match joined {
            Some(view) if Self::shape(&selected) == Shape::default() => Ok(Self(view.clone())),
            _ => Self::load(ctx, key, &selected).await?.ok_or(ApiError::NotFound),
        }
    }
}
