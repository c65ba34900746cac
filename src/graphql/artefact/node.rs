//! An artefact by its global id: its kind tells of which type it is.

use ::entity::{enums::ArtefactKind, ids::ArtefactId};
use async_graphql::Context;

use super::load::row;
use crate::graphql::{error::ApiError, node::Node};

/// The artefact with a key as a node; none where it was taken out or the viewer may not see it.
///
/// # Errors
/// Where the database fails.
pub async fn artefact(ctx: &Context<'_>, key: ArtefactId) -> Result<Option<Node>, ApiError> {
    let Some(row) = row(ctx, key).await? else {
        return Ok(None);
    };
    Ok(match row.kind {
        ArtefactKind::ProcessMap => Some(Node::ProcessMap(row.try_into()?)),
        ArtefactKind::Benefit => Some(Node::Benefit(row.try_into()?)),
        ArtefactKind::CostLine => Some(Node::CostLine(row.try_into()?)),
        ArtefactKind::Requirement => Some(Node::Requirement(row.try_into()?)),
        ArtefactKind::Placement => Some(Node::Placement(row.try_into()?)),
        ArtefactKind::WorkingMethodChange => Some(Node::WorkingMethodChange(row.try_into()?)),
        ArtefactKind::ContactChannel => Some(Node::ContactChannel(row.try_into()?)),
        ArtefactKind::OperationPlan => Some(Node::OperationPlan(row.try_into()?)),
        ArtefactKind::PlatformPermission => Some(Node::PlatformPermission(row.try_into()?)),
        ArtefactKind::EditorialText => Some(Node::EditorialText(row.try_into()?)),
        ArtefactKind::TrainingSession => Some(Node::TrainingSession(row.try_into()?)),
        ArtefactKind::Guide => Some(Node::Guide(row.try_into()?)),
        ArtefactKind::MarketingAction => Some(Node::MarketingAction(row.try_into()?)),
        ArtefactKind::PublicationOrder => Some(Node::PublicationOrder(row.try_into()?)),
        ArtefactKind::AccessibilityStatement => Some(Node::AccessibilityStatement(row.try_into()?)),
        ArtefactKind::Handover => Some(Node::Handover(row.try_into()?)),
        ArtefactKind::ClosingReport => Some(Node::ClosingReport(row.try_into()?)),
        ArtefactKind::OperationCheck => Some(Node::OperationCheck(row.try_into()?)),
        ArtefactKind::Incident => Some(Node::Incident(row.try_into()?)),
        ArtefactKind::InformationCheck => Some(Node::InformationCheck(row.try_into()?)),
        ArtefactKind::PromotionAction => Some(Node::PromotionAction(row.try_into()?)),
        ArtefactKind::RetirementPlan => Some(Node::RetirementPlan(row.try_into()?)),
        ArtefactKind::FollowUpDecision => Some(Node::FollowUpDecision(row.try_into()?)),
        ArtefactKind::PublicPage => Some(Node::PublicPage(row.try_into()?)),
        ArtefactKind::FaqEntry => Some(Node::FaqEntry(row.try_into()?)),
        ArtefactKind::HandlingStep => Some(Node::HandlingStep(row.try_into()?)),
        ArtefactKind::ProjectMember => Some(Node::ProjectMember(row.try_into()?)),
        ArtefactKind::DesignStep => Some(Node::DesignStep(row.try_into()?)),
        ArtefactKind::DesignStatement => Some(Node::DesignStatement(row.try_into()?)),
        ArtefactKind::SpecificationRequirement => Some(Node::SpecificationRequirement(row.try_into()?)),
        ArtefactKind::GuidingAnswer => Some(Node::GuidingAnswer(row.try_into()?)),
        ArtefactKind::TestScenario => Some(Node::TestScenario(row.try_into()?)),
        ArtefactKind::TestRun => Some(Node::TestRun(row.try_into()?)),
        ArtefactKind::Defect => Some(Node::Defect(row.try_into()?)),
        ArtefactKind::EditorRemark => Some(Node::EditorRemark(row.try_into()?)),
        ArtefactKind::TestGroupFinding => Some(Node::TestGroupFinding(row.try_into()?)),
    })
}
