//! Loading a new version of the process template.

use async_graphql::{Context, InputObject, Object};

use super::types::{ProcessTemplate, TemplateChange};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        context::Here,
        error::{ApiError, mendable},
        paging::payload,
    },
    service::template::load::load,
};

/// Input of `loadProcessTemplate`.
#[derive(InputObject)]
pub struct LoadProcessTemplateInput {
    /// The whole file, TOML, of the form of `assets/process.toml`; its head explains every key.
    pub source: String,
    /// True shows what differs and loads nothing.
    #[graphql(default)]
    pub dry_run: bool,
}

payload! {
    /// Answer of `loadProcessTemplate`.
    LoadProcessTemplatePayload {
        /// The new version; null where it was only looked at, or says what the newest one says.
        process_template: ProcessTemplate,
        /// What differs from the version that was the newest before; null where the file was refused.
        changes: Vec<TemplateChange>,
    }
}

/// The name under which a file is spoken of that came over the API.
const SENT: &str = "process.toml";

/// Loading a new version of the process template.
#[derive(Default)]
pub struct ProcessMutation;

#[Object]
impl ProcessMutation {
    /// Loads a new version of the process template, or shows what differs from the newest one (`dryRun`). Cycles that begin from now on
    /// follow it; those that have begun keep theirs. A file with a mistake is refused with line and reason. Problems: INVALID, TAKEN, STALE.
    #[graphql(
        guard = "Requires(Permission::ManageTemplates)",
        directive = requires::apply(Permission::ManageTemplates)
    )]
    async fn load_process_template(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The template.")] input: LoadProcessTemplateInput,
    ) -> Result<LoadProcessTemplatePayload, ApiError> {
        let here = ctx.here();
        let outcome = load(
            &here.services,
            Some(here.actor()?),
            SENT,
            &input.source,
            input.dry_run,
        )
        .await;
        let (loaded, errors) = mendable(ctx, outcome)?;
        let (version, changes) = loaded.map_or((None, None), |loaded| {
            (
                loaded.version,
                Some(loaded.changes.into_iter().map(Into::into).collect()),
            )
        });
        Ok(LoadProcessTemplatePayload {
            process_template: version.map(ProcessTemplate),
            changes,
            errors,
        })
    }
}
