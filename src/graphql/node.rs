//! Any thing by its global id (Relay).

use async_graphql::{Context, ID, Interface, Object};

use super::{
    access::{Requires, requires},
    account::types::User,
    approval::types::Approval,
    artefact::node::artefact,
    attachment::types::Attachment,
    context::Here,
    cycle::types::Cycle,
    design::types::{DesignStatement, DesignStep},
    document::types::Document,
    e_service::types::EService,
    error::ApiError,
    ground::{
        benefit::Benefit,
        types::{CostLine, Placement, ProcessMap, Requirement},
    },
    launch::{
        order::PublicationOrder,
        types::{
            AccessibilityStatement, EditorialText, Guide, MarketingAction, PlatformPermission,
            TrainingSession,
        },
    },
    metric::types::Metric,
    need::types::Need,
    notification::types::Notification,
    operation::types::{
        ClosingReport, Handover, Incident, InformationCheck, OperationCheck, PromotionAction,
    },
    organisation::types::OrgUnit,
    process::types::ProcessTemplate,
    project::types::ProjectMember,
    publication::types::{FaqEntry, HandlingStep, PublicPage},
    report::{decision::FollowUpDecision, types::FollowUpReport},
    retirement::types::RetirementPlan,
    review::types::{EditorRemark, TestGroupFinding},
    specification::types::{GuidingAnswer, SpecificationRequirement},
    suggestion::types::Suggestion,
    task::types::Task,
    testing::types::{Defect, TestRun, TestScenario},
    working_method::types::{ContactChannel, OperationPlan, WorkingMethodChange},
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
    /// A file of an e-service.
    Attachment(Attachment),
    /// An approval.
    Approval(Approval),
    /// The plan of a retirement.
    RetirementPlan(RetirementPlan),
    /// A map of the process.
    ProcessMap(ProcessMap),
    /// A benefit.
    Benefit(Benefit),
    /// A line of a cost estimate.
    CostLine(CostLine),
    /// An early requirement.
    Requirement(Requirement),
    /// A permission on the platform.
    PlatformPermission(PlatformPermission),
    /// A text about the matter.
    EditorialText(EditorialText),
    /// A training session.
    TrainingSession(TrainingSession),
    /// A guide.
    Guide(Guide),
    /// A marketing action.
    MarketingAction(MarketingAction),
    /// The order of a publication.
    PublicationOrder(PublicationOrder),
    /// An accessibility statement.
    AccessibilityStatement(AccessibilityStatement),
    /// A handing over.
    Handover(Handover),
    /// The closing report of a project.
    ClosingReport(ClosingReport),
    /// A check of the operation.
    OperationCheck(OperationCheck),
    /// An incident.
    Incident(Incident),
    /// A check of the information.
    InformationCheck(InformationCheck),
    /// A promotion action.
    PromotionAction(PromotionAction),
    /// A place in the PICK chart.
    Placement(Placement),
    /// A change of the working method.
    WorkingMethodChange(WorkingMethodChange),
    /// A way to get in touch.
    ContactChannel(ContactChannel),
    /// A plan of operation.
    OperationPlan(OperationPlan),
    /// Somebody who takes part in the project.
    ProjectMember(ProjectMember),
    /// A step of the design proposal.
    DesignStep(DesignStep),
    /// A statement on look and form.
    DesignStatement(DesignStatement),
    /// A requirement of the specification.
    SpecificationRequirement(SpecificationRequirement),
    /// The answer to a guiding question.
    GuidingAnswer(GuidingAnswer),
    /// A test scenario.
    TestScenario(TestScenario),
    /// A test run.
    TestRun(TestRun),
    /// A defect.
    Defect(Defect),
    /// A remark of the editor.
    EditorRemark(EditorRemark),
    /// A finding of the test group.
    TestGroupFinding(TestGroupFinding),
    /// A metric.
    Metric(Metric),
    /// A follow-up report.
    FollowUpReport(FollowUpReport),
    /// What was decided after a follow-up.
    FollowUpDecision(FollowUpDecision),
    /// A public page.
    PublicPage(PublicPage),
    /// A question with its answer.
    FaqEntry(FaqEntry),
    /// A step of the handling.
    HandlingStep(HandlingStep),
    /// A need.
    Need(Need),
    /// A suggestion.
    Suggestion(Suggestion),
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
        Kind::Attachment => Attachment::load(ctx, Named::of_uuid(uuid))
            .await?
            .map(Node::Attachment),
        Kind::Artefact => artefact(ctx, Named::of_uuid(uuid)).await?,
        Kind::Metric => Metric::load(ctx, Named::of_uuid(uuid), &selected)
            .await?
            .map(Node::Metric),
        Kind::Report => FollowUpReport::load(ctx, Named::of_uuid(uuid))
            .await?
            .map(Node::FollowUpReport),
        Kind::Need => Need::load(ctx, Named::of_uuid(uuid)).await?.map(Node::Need),
        Kind::Suggestion => Suggestion::load(ctx, Named::of_uuid(uuid))
            .await?
            .map(Node::Suggestion),
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
        | Kind::MetricVersion
        | Kind::Measurement
        | Kind::MachineClient
        | Kind::NeedView
        | Kind::PublishedService
        | Kind::AuditEntry
        | Kind::Delivery => None,
    })
}
