//! Any thing by its global id (Relay).

use async_graphql::{Context, ID, Interface, Object};

use super::{
    access::{Requires, requires},
    account::types::User,
    approval::types::Approval,
    artefact::node::artefact,
    context::Here,
    cycle::types::Cycle,
    document::types::Document,
    e_service::types::EService,
    error::ApiError,
    ground::types::Requirement,
    metric::types::Metric,
    notification::types::Notification,
    organisation::types::OrgUnit,
    process::types::ProcessTemplate,
    task::types::Task,
};
use crate::{
    domain::permission::Permission,
    global_id::{self, Kind, Named},
};

/// A thing with a global id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque id; the same for ever."))]
pub enum Node {
    /// A person.
    User(User),
    /// A unit.
    OrgUnit(OrgUnit),
    /// An e-service.
    EService(EService),
    /// A cycle.
    Cycle(Cycle),
    /// A task.
    Task(Task),
    /// A document.
    Document(Document),
    /// An approval.
    Approval(Approval),
    /// An early requirement.
    Requirement(Requirement),
    /// A metric.
    Metric(Metric),
    /// A notification of the viewer.
    Notification(Notification),
    /// A version of the process template.
    ProcessTemplate(ProcessTemplate),
}

/// Any thing by its global id.
#[derive(Default)]
pub struct NodeQuery;

/// Most ids that `nodes` takes.
const MOST: usize = 100;

#[Object]
impl NodeQuery {
    /// Any thing by its id; null where there is none or the viewer may not see it.
    #[graphql(guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read))]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] id: ID,
    ) -> Result<Option<Node>, ApiError> {
        load(ctx, &id).await
    }

    /// Many things by their ids, in their order; null in the place of each that is none or that the viewer may not see.
    #[graphql(
        guard = "Requires(Permission::Read)", directive = requires::apply(Permission::Read),
        complexity = "1 + ids.len() * child_complexity"
    )]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which; at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>, ApiError> {
        if ids.len() > MOST {
            return Err(ApiError::BadInput(format!("ids: at most {MOST}")));
        }
        futures_util::future::try_join_all(ids.iter().map(|id| load(ctx, id))).await
    }
}

async fn load(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>, ApiError> {
    let Some((kind, uuid)) = global_id::decode(id) else {
        return Ok(None);
    };
    let selected = ctx.look_ahead();
    Ok(match kind {
        Kind::User => User::load(ctx, Named::of_uuid(uuid)).await?.map(Node::User),
        Kind::OrgUnit => OrgUnit::load(ctx, Named::of_uuid(uuid)).await?.map(Node::OrgUnit),
        Kind::EService => EService::load(ctx, Named::of_uuid(uuid), &selected)
            .await?
            .map(Node::EService),
        Kind::Cycle => Cycle::load(ctx, Named::of_uuid(uuid)).await?.map(Node::Cycle),
        Kind::Task => Task::load(ctx, Named::of_uuid(uuid), &selected)
            .await?
            .map(Node::Task),
        Kind::Document => Document::load(ctx, Named::of_uuid(uuid))
            .await?
            .map(Node::Document),
        Kind::Approval => Approval::load(ctx, Named::of_uuid(uuid))
            .await?
            .map(Node::Approval),
        Kind::Artefact => artefact(ctx, Named::of_uuid(uuid)).await?,
        Kind::Metric => Metric::load(ctx, Named::of_uuid(uuid), &selected)
            .await?
            .map(Node::Metric),
        Kind::Notification => {
            let found = ctx.loaders().notifications.load(ctx.here(), Named::of_uuid(uuid));
            found.await?.map(|row| Node::Notification(row.into()))
        }
        Kind::ProcessTemplate => {
            let services = &ctx.here().services;
            match services.templates.get(&services.db, Named::of_uuid(uuid)).await {
                Ok(version) => Some(Node::ProcessTemplate(ProcessTemplate(version))),
                Err(crate::service::Error::NotFound) => None,
                Err(error) => return Err(error.into()),
            }
        }
        Kind::RoleGrant
        | Kind::TaskComment
        | Kind::Decision
        | Kind::DocumentVersion
        | Kind::ArtefactVersion
        | Kind::Measurement
        | Kind::AuditEntry => None,
    })
}
