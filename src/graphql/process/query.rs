//! Reading the process template.

use async_graphql::{Context, Object};

use super::types::ProcessTemplate;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::ApiError,
    },
};

/// Reading the process template.
#[derive(Default)]
pub struct ProcessQuery;

#[Object]
impl ProcessQuery {
    /// The newest version of the process template: cycles begin with it.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn process_template(&self, ctx: &Context<'_>) -> Result<ProcessTemplate, ApiError> {
        let services = &ctx.here().services;
        Ok(ProcessTemplate(services.templates.newest(&services.db).await?))
    }

    /// Every version of the process template, newest first. A cycle keeps the one that it began with.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "crate::graphql::paging::some(child_complexity)"
    )]
    async fn process_templates(&self, ctx: &Context<'_>) -> Result<Vec<ProcessTemplate>, ApiError> {
        let services = &ctx.here().services;
        let all = services.templates.all(&services.db).await?;
        Ok(all.into_iter().map(ProcessTemplate).collect())
    }
}
