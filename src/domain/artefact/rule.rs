//! The one table of what is the same for every artefact of a kind.

use ::entity::enums::ArtefactKind;

use crate::domain::permission::Permission;

/// For how long something can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Until the cycle is published.
    Development,
    /// Until the cycle ends.
    Life,
    /// From publication until the cycle ends.
    Operation,
}

/// What is the same for every artefact of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Name of its type in the contract.
    pub type_name: &'static str,
    /// What making, changing and taking out takes.
    pub permission: Permission,
    /// For how long it can be changed.
    pub span: Span,
    /// True where a cycle has one at most.
    pub single: bool,
}

/// The rule for a kind.
#[must_use]
pub const fn rule(kind: ArtefactKind) -> Rule {
    use Permission::{
        ApproveEditorial, ChangeWorkingMethod, CloseProject, DecideFollowUp, HandOver, HandleDefects,
        MapProcess, OperateEService, OrderPublication, PrepareDecision, PrepareLaunch, PromoteEService,
        StaffProject, StateDesignOpinion, TestEService, WritePreparation,
    };
    use Span::{Development, Life, Operation};
    let (type_name, permission, span, single) = match kind {
        ArtefactKind::ProcessMap => ("ProcessMap", MapProcess, Life, false),
        ArtefactKind::Benefit => ("Benefit", PrepareDecision, Life, false),
        ArtefactKind::CostLine => ("CostLine", PrepareDecision, Life, false),
        ArtefactKind::Requirement => ("Requirement", PrepareDecision, Development, false),
        ArtefactKind::Placement => ("Placement", PrepareDecision, Development, true),
        ArtefactKind::WorkingMethodChange => ("WorkingMethodChange", ChangeWorkingMethod, Life, false),
        ArtefactKind::ContactChannel => ("ContactChannel", ChangeWorkingMethod, Life, false),
        ArtefactKind::OperationPlan => ("OperationPlan", ChangeWorkingMethod, Life, true),
        ArtefactKind::ProjectMember => ("ProjectMember", StaffProject, Life, false),
        ArtefactKind::DesignStep => ("DesignStep", WritePreparation, Development, false),
        ArtefactKind::DesignStatement => ("DesignStatement", StateDesignOpinion, Development, false),
        ArtefactKind::SpecificationRequirement => {
            ("SpecificationRequirement", WritePreparation, Development, false)
        }
        ArtefactKind::GuidingAnswer => ("GuidingAnswer", WritePreparation, Development, false),
        ArtefactKind::TestScenario => ("TestScenario", TestEService, Development, false),
        ArtefactKind::TestRun => ("TestRun", TestEService, Development, false),
        ArtefactKind::Defect => ("Defect", HandleDefects, Development, false),
        ArtefactKind::EditorRemark => ("EditorRemark", ApproveEditorial, Development, false),
        ArtefactKind::TestGroupFinding => ("TestGroupFinding", WritePreparation, Development, false),
        ArtefactKind::PlatformPermission => ("PlatformPermission", PrepareLaunch, Life, false),
        ArtefactKind::EditorialText => ("EditorialText", PrepareLaunch, Life, false),
        ArtefactKind::FaqEntry => ("FaqEntry", PrepareLaunch, Life, false),
        ArtefactKind::HandlingStep => ("HandlingStep", PrepareLaunch, Life, false),
        ArtefactKind::TrainingSession => ("TrainingSession", PrepareLaunch, Life, false),
        ArtefactKind::Guide => ("Guide", PrepareLaunch, Life, false),
        ArtefactKind::MarketingAction => ("MarketingAction", PrepareLaunch, Life, false),
        ArtefactKind::PublicationOrder => ("PublicationOrder", OrderPublication, Development, true),
        ArtefactKind::AccessibilityStatement => ("AccessibilityStatement", PrepareLaunch, Life, true),
        ArtefactKind::PublicPage => ("PublicPage", PrepareLaunch, Life, true),
        ArtefactKind::Handover => ("Handover", HandOver, Operation, true),
        ArtefactKind::ClosingReport => ("ClosingReport", CloseProject, Operation, true),
        ArtefactKind::OperationCheck => ("OperationCheck", OperateEService, Operation, false),
        ArtefactKind::Incident => ("Incident", OperateEService, Operation, false),
        ArtefactKind::InformationCheck => ("InformationCheck", OperateEService, Operation, false),
        ArtefactKind::PromotionAction => ("PromotionAction", PromoteEService, Operation, false),
        ArtefactKind::FollowUpDecision => ("FollowUpDecision", DecideFollowUp, Operation, false),
        ArtefactKind::RetirementPlan => ("RetirementPlan", DecideFollowUp, Operation, true),
    };
    Rule {
        type_name,
        permission,
        span,
        single,
    }
}

/// True for what is never changed and never taken out once it was made: only something new takes its place.
#[must_use]
pub const fn is_final(kind: ArtefactKind) -> bool {
    matches!(kind, ArtefactKind::FollowUpDecision)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::permission::Holders;

    #[test]
    fn every_kind_has_a_name_of_its_own_and_a_guard_that_lets_its_makers_through() {
        let Holders::InScope(guard) = Permission::WriteArtefact.holders() else {
            panic!("in scope")
        };
        let mut names = BTreeSet::new();
        for kind in ArtefactKind::ALL {
            let rule = rule(*kind);
            assert!(names.insert(rule.type_name), "{kind:?}");
            let Holders::InScope(roles) = rule.permission.holders() else {
                panic!("in scope")
            };
            assert!(roles.iter().all(|role| guard.contains(role)), "{kind:?}");
        }
    }
}
