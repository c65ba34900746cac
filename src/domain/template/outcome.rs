//! What an activity leaves behind.

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::specification::GuidingQuestion;

/// What an activity leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// At least one need is attached.
    Needs,
    /// The process is mapped as it is.
    ProcessMap,
    /// Benefits are stated, each with its seven answers.
    Benefits,
    /// Costs and savings are estimated.
    Cost,
    /// Early requirements are stated, and the demanding ones are investigated.
    Requirements,
    /// The pre-study is written, and it is placed in the PICK chart.
    PreStudy,
    /// Management decided go or no-go; what is put off is still to be decided.
    Decision,
    /// Approach and deadline are decided.
    Approach,
    /// It is decided whether the target group and a test group take part.
    Flags,
    /// Somebody is service manager.
    ServiceManager,
    /// It is decided what the operations stop, start and keep doing, which contact channels remain, and how operation is arranged.
    WorkingMethod,
    /// It is said who takes part in the project.
    ProjectMembers,
    /// The requirements of the target group are written.
    TargetGroupRequirements,
    /// The design proposal is written, and has at least one step.
    DesignProposal,
    /// Editor or platform manager have said what they think of look and form.
    DesignStatements,
    /// The specification is written, has at least one requirement, and its guiding questions are answered.
    Specification,
    /// At least one measure is stated.
    Metrics,
    /// Design, specification and measures are approved.
    PreparationApprovals,
    /// What was built is noted, and all that the e-service must have is built or dropped.
    BuildNote,
    /// The tester approved.
    TesterApproval,
    /// The editor approved.
    EditorApproval,
    /// The findings of the test group are written.
    TestGroupFindings,
    /// The owner approved the e-service with its launch date.
    EServiceApproval,
    /// The permissions on the platform are listed and ticked off.
    PlatformPermissions,
    /// The texts are written and in place, frequent questions are answered, and an e-service for the public has its page.
    Texts,
    /// The main steps of the handling are described.
    Handling,
    /// The staff is trained.
    Training,
    /// There is a guide or other material for users.
    Guides,
    /// It is planned how the e-service is made known.
    Marketing,
    /// The publication is ordered.
    PublicationOrder,
    /// The e-service is published.
    Publication,
    /// Owner and service manager have accepted the handing over.
    Handover,
    /// The closing report is written.
    ClosingReport,
    /// The operation was checked; anew each time.
    OperationCheck,
    /// The information was checked; anew each time.
    InformationCheck,
    /// No suggestion waits to be weighed.
    SuggestionsWeighed,
    /// The working method that was decided is used, and what was to be closed is closed.
    WorkingMethodUsed,
    /// Something was done to promote the e-service; anew each time.
    Promotion,
    /// No measure is due.
    Measured,
    /// The follow-up report was presented; anew each time.
    Report,
    /// It was decided to keep, revise or retire; anew each time.
    FollowUpDecision,
    /// A revision was begun.
    Revision,
}

/// Which artefacts must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// At least one.
    Any(ArtefactKind),
    /// At least so many.
    AtLeast(usize, ArtefactKind),
    /// At least one, and nothing about any of them is left to do.
    Finished(ArtefactKind),
    /// Nothing about any of them is left to do; there may be none.
    NoneOpen(ArtefactKind),
}

/// A question has one answer at most, so that as many answers as questions are all of them.
const SPECIFICATION: &[Wanted] = &[
    Wanted::Any(ArtefactKind::SpecificationRequirement),
    Wanted::AtLeast(GuidingQuestion::ALL.len(), ArtefactKind::GuidingAnswer),
];

impl Outcome {
    /// True where another use case brings it about (a decision, an appointment, an approval, publication): the task is then
    /// closed by that and by nothing else.
    #[must_use]
    pub fn comes_by_itself(self) -> bool {
        matches!(
            self,
            Self::Decision | Self::Approach | Self::Flags | Self::ServiceManager | Self::Publication
        ) || self.is_approval()
    }

    /// True where an activity that recurs can ask for it: each time for a new one, or that nothing is left to do.
    #[must_use]
    pub fn comes_again(self) -> bool {
        matches!(
            self,
            Self::OperationCheck
                | Self::InformationCheck
                | Self::SuggestionsWeighed
                | Self::WorkingMethodUsed
                | Self::Promotion
                | Self::Measured
                | Self::Report
                | Self::FollowUpDecision
        )
    }

    /// True where it is an approval, which a later change makes void.
    #[must_use]
    pub fn is_approval(self) -> bool {
        matches!(
            self,
            Self::PreparationApprovals | Self::TesterApproval | Self::EditorApproval | Self::EServiceApproval
        )
    }

    /// The artefacts that must be there, beside what else the outcome asks for.
    #[must_use]
    pub const fn artefacts(self) -> &'static [Wanted] {
        use ArtefactKind as Kind;
        use Wanted::{Any, Finished, NoneOpen};
        match self {
            Self::ProcessMap => &[Any(Kind::ProcessMap)],
            Self::Benefits => &[Finished(Kind::Benefit)],
            Self::Cost => &[Any(Kind::CostLine)],
            Self::Requirements => &[Finished(Kind::Requirement)],
            Self::PreStudy => &[Any(Kind::Placement)],
            Self::WorkingMethod => &[
                Any(Kind::WorkingMethodChange),
                Any(Kind::ContactChannel),
                Any(Kind::OperationPlan),
            ],
            Self::ProjectMembers => &[Any(Kind::ProjectMember)],
            Self::DesignProposal => &[Any(Kind::DesignStep)],
            Self::Specification => SPECIFICATION,
            Self::BuildNote => &[NoneOpen(Kind::SpecificationRequirement)],
            Self::DesignStatements => &[Any(Kind::DesignStatement)],
            Self::PlatformPermissions => &[Finished(Kind::PlatformPermission)],
            Self::Texts => &[Finished(Kind::EditorialText), Any(Kind::FaqEntry)],
            Self::Handling => &[Any(Kind::HandlingStep)],
            Self::Training => &[Finished(Kind::TrainingSession)],
            Self::Guides => &[Any(Kind::Guide)],
            Self::Marketing => &[Any(Kind::MarketingAction)],
            Self::PublicationOrder => &[Any(Kind::PublicationOrder)],
            Self::Handover => &[Finished(Kind::Handover)],
            Self::ClosingReport => &[Any(Kind::ClosingReport)],
            Self::OperationCheck => &[Any(Kind::OperationCheck)],
            Self::InformationCheck => &[Any(Kind::InformationCheck)],
            Self::WorkingMethodUsed => &[
                NoneOpen(Kind::WorkingMethodChange),
                NoneOpen(Kind::ContactChannel),
            ],
            Self::Promotion => &[Any(Kind::PromotionAction)],
            Self::FollowUpDecision => &[Any(Kind::FollowUpDecision)],
            _ => &[],
        }
    }
}
