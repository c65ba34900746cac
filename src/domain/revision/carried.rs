//! What a turn takes over from the one before: all that says how the e-service is, and nothing that tells what once happened.

use std::{
    collections::{BTreeSet, HashMap},
    hash::BuildHasher,
};

use ::entity::enums::{ArtefactKind, DocumentKind};
use serde_json::Value;

use super::Part;
use crate::domain::template::{Outcome, Template};

/// Whether what an artefact of a kind says still holds in the next turn. What was checked, held, handed over, tested or decided then
/// is told by the turn in which it happened.
#[must_use]
pub const fn holds_on(kind: ArtefactKind) -> bool {
    match kind {
        ArtefactKind::ProcessMap
        | ArtefactKind::Benefit
        | ArtefactKind::CostLine
        | ArtefactKind::Requirement
        | ArtefactKind::Placement
        | ArtefactKind::WorkingMethodChange
        | ArtefactKind::ContactChannel
        | ArtefactKind::OperationPlan
        | ArtefactKind::DesignStep
        | ArtefactKind::SpecificationRequirement
        | ArtefactKind::GuidingAnswer
        | ArtefactKind::TestScenario
        | ArtefactKind::PlatformPermission
        | ArtefactKind::EditorialText
        | ArtefactKind::FaqEntry
        | ArtefactKind::HandlingStep
        | ArtefactKind::Guide
        | ArtefactKind::AccessibilityStatement
        | ArtefactKind::PublicPage => true,
        ArtefactKind::ProjectMember
        | ArtefactKind::DesignStatement
        | ArtefactKind::TestRun
        | ArtefactKind::Defect
        | ArtefactKind::EditorRemark
        | ArtefactKind::TestGroupFinding
        | ArtefactKind::TrainingSession
        | ArtefactKind::MarketingAction
        | ArtefactKind::PublicationOrder
        | ArtefactKind::Handover
        | ArtefactKind::ClosingReport
        | ArtefactKind::OperationCheck
        | ArtefactKind::Incident
        | ArtefactKind::InformationCheck
        | ArtefactKind::PromotionAction
        | ArtefactKind::FollowUpDecision
        | ArtefactKind::RetirementPlan => false,
    }
}

/// The documents that a revision with these parts takes over. What is built anew is noted anew; everything else is where writing
/// goes on.
#[must_use]
pub fn documents(template: &Template, parts: &[Part]) -> BTreeSet<DocumentKind> {
    let leaves = |part: &Part| {
        template
            .activity(&part.activity)
            .and_then(|activity| activity.leaves)
    };
    let built_anew = parts
        .iter()
        .filter_map(leaves)
        .any(|left| left == Outcome::BuildNote);
    let holds = |kind: &DocumentKind| match kind {
        DocumentKind::PreStudy
        | DocumentKind::TargetGroupRequirements
        | DocumentKind::DesignProposal
        | DocumentKind::Specification => true,
        DocumentKind::BuildNote => !built_anew,
        DocumentKind::TestReport | DocumentKind::TestGroupFindings => false,
    };
    DocumentKind::ALL.iter().copied().filter(holds).collect()
}

/// What an artefact says in the next turn: what it names of the turn before, it names there.
#[must_use]
pub fn moved<S: BuildHasher>(body: &Value, keys: &HashMap<String, String, S>) -> Value {
    match body {
        Value::String(text) => Value::String(keys.get(text).unwrap_or(text).clone()),
        Value::Array(items) => items.iter().map(|item| moved(item, keys)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), moved(value, keys)))
            .collect(),
        other => other.clone(),
    }
}
