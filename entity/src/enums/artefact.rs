//! What activities leave behind.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
    /// What a document is.
    DocumentKind {
        /// Förstudie: short summary as ground for the decision.
        PreStudy,
        /// Requirements gathered from the target group, where that was decided.
        TargetGroupRequirements,
        /// Designförslag: steps and questions, with a prototype.
        DesignProposal,
        /// Detaljerad kravspecifikation.
        Specification,
        /// What was built, in which version, where.
        BuildNote,
        /// What the tests showed.
        TestReport,
        /// What the test group found, where that was decided.
        TestGroupFindings,
    }

    /// What an artefact is: what people make on the way through the process and keep with a cycle.
    ArtefactKind {
        /// How the matter is handled, as it is or as it is to be.
        ProcessMap,
        /// What good the e-service is to do.
        Benefit,
        /// What it costs or saves, once or every year.
        CostLine,
        /// A legal, technical or functional requirement, identified before the decision.
        Requirement,
        /// Its place in the PICK chart.
        Placement,
        /// What the operations stop, start or keep doing.
        WorkingMethodChange,
        /// A way to get in touch, kept or closed.
        ContactChannel,
        /// Who owns the process, by which routines, and the budget for operation.
        OperationPlan,
        /// Somebody who takes part in the project.
        ProjectMember,
        /// A step of the e-service with its questions.
        DesignStep,
        /// What editor or platform manager say of look and form.
        DesignStatement,
        /// A numbered requirement of the specification.
        SpecificationRequirement,
        /// The answer to one of the guiding questions.
        GuidingAnswer,
        /// What is tested, step by step.
        TestScenario,
        /// That a scenario was tested, and how it went.
        TestRun,
        /// Something that is wrong with what was built.
        Defect,
        /// What the editor wants changed.
        EditorRemark,
        /// What the test group found.
        TestGroupFinding,
        /// A role or permission on the platform, to be ticked off.
        PlatformPermission,
        /// A text about the matter, with its place.
        EditorialText,
        /// A question with its answer.
        FaqEntry,
        /// A main step of the handling, with its days.
        HandlingStep,
        /// When staff is trained, and who attended.
        TrainingSession,
        /// A guide or other material for users.
        Guide,
        /// What is done to make the e-service known.
        MarketingAction,
        /// The order of the publication.
        PublicationOrder,
        /// The accessibility statement, with its assessment.
        AccessibilityStatement,
        /// What the public page of the e-service says.
        PublicPage,
        /// The handing over to owner and service manager.
        Handover,
        /// The report that closes a project.
        ClosingReport,
        /// That somebody looked whether the e-service works.
        OperationCheck,
        /// A disturbance of the operation.
        Incident,
        /// That somebody looked whether the information is current.
        InformationCheck,
        /// What was done to promote the e-service towards its recipients.
        PromotionAction,
        /// What the follow-up led to: keep, revise or retire.
        FollowUpDecision,
        /// How and when the e-service is taken out of operation.
        RetirementPlan,
    }

    /// Where an attachment stands.
    AttachmentState {
        /// An address was given for it; nothing has come.
        Pending,
        /// Its bytes are coming.
        Receiving,
        /// It is there.
        Stored,
        /// It was taken out; its bytes are about to go.
        Removed,
    }
}
