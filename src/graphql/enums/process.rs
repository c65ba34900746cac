//! The process: e-services, their cycles, tasks, decisions and approvals.

use async_graphql::Enum;

contract_enums! {
    /// Whom an e-service is for.
    Audience = "::entity::enums::Audience" {
        /// Inhabitants, companies and associations.
        External,
        /// The municipality's own staff.
        Internal,
    }

    /// Where an e-service stands as a whole.
    #[graphql(name = "EServiceState")]
    EServiceState = "::entity::enums::EServiceState" {
        /// Put forward, not decided.
        Idea,
        /// Decided, and being made for the first time.
        InDevelopment,
        /// In operation, also while a revision is made.
        Live,
        /// Decided against.
        Declined,
        /// Taken out of operation.
        Retired,
    }

    /// Why a cycle was begun.
    CycleKind = "::entity::enums::CycleKind" {
        /// The first turn through the process.
        New,
        /// A later turn, by the parts of the process that fit the revision.
        Revision,
    }

    /// The seven sub-processes, in their order. Management and follow-up run side by side.
    Phase = "::entity::enums::Phase" {
        /// Inventera behov: needs, process map, benefits, cost, requirements, pre-study.
        Inventory,
        /// Fatta beslut: go or no-go, approach, flags, service manager, working method.
        Decision,
        /// Förbereda utveckling och införande: design, specification, goals and measures, and their approvals.
        Preparation,
        /// Bygga och testa: build, test, editor's review, approval of the e-service with its launch date.
        Build,
        /// Förbereda lansering och publicera.
        Launch,
        /// Förvalta: handover and daily operation.
        Management,
        /// Följa upp och utvärdera: measure, report, decide, revise.
        FollowUp,
    }

    /// How an e-service is developed.
    Approach = "::entity::enums::Approach" {
        /// As a project, with a start and a closing.
        Project,
        /// As ongoing development of the operations.
        Ongoing,
    }

    /// Where a task stands.
    TaskState = "::entity::enums::TaskState" {
        /// Its phase has not begun, or something that it depends on is not done.
        Waiting,
        /// Can be started.
        Ready,
        /// Somebody works on it.
        InProgress,
        /// Done.
        Done,
        /// Left out, with a reason.
        Skipped,
        /// Switched off by a decision (no project, no test group), left out of a revision, or its cycle ended before it was done.
        NotApplicable,
    }

    /// What management decided.
    DecisionOutcome = "::entity::enums::DecisionOutcome" {
        /// The e-service is developed.
        Go,
        /// It is not developed.
        NoGo,
        /// Put off; it comes back for a decision.
        Defer,
    }

    /// What an approval is about.
    ApprovalSubject = "::entity::enums::ApprovalSubject" {
        /// The design proposal; asked of the owner.
        Design,
        /// The detailed requirement specification; asked of the owner.
        Specification,
        /// The goals and measures; asked of the owner.
        Metrics,
        /// Function and flow of what was built; asked of the tester.
        Test,
        /// Texts, policies and usability of what was built; asked of the editor.
        Editorial,
        /// The e-service as a whole, with its launch date; asked of the owner.
        EService,
    }

    /// Where an approval stands.
    ApprovalState = "::entity::enums::ApprovalState" {
        /// Asked, not answered.
        Pending,
        /// Given, and valid: what was approved is as it was.
        Approved,
        /// Refused, with a reason.
        Rejected,
        /// Taken back by the one who asked.
        Withdrawn,
        /// What it was about has changed since; `differences` shows how. It has to be asked for anew.
        Void,
    }

    /// A condition of a gate between two phases.
    ConditionKind = "crate::domain::template::ConditionKind" {
        /// Every task of the phase that does not recur is done, skipped or switched off; publishing itself is not counted.
        TasksDone,
        /// Somebody is owner.
        OwnerAppointed,
        /// The pre-study is written.
        PreStudyWritten,
        /// Every demanding early requirement is investigated.
        RequirementsInvestigated,
        /// Management decided that the e-service is developed.
        DecidedGo,
        /// It is decided whether this is a project.
        ApproachDecided,
        /// The deadline is decided.
        DeadlineDecided,
        /// It is decided whether the target group and a test group take part.
        FlagsDecided,
        /// Somebody is service manager.
        ServiceManagerAppointed,
        /// Somebody leads the work.
        ProjectLeadAppointed,
        /// The requirements of the target group are written, where it was decided to gather them.
        TargetGroupAsked,
        /// The design proposal is approved.
        DesignApproved,
        /// The specification is approved.
        SpecificationApproved,
        /// Goals and measures are approved.
        MetricsApproved,
        /// The tester approved.
        TestApproved,
        /// The editor approved.
        EditorialApproved,
        /// The findings of the test group are written, where one was decided.
        TestGroupFindingsWritten,
        /// The owner approved the e-service.
        EServiceApproved,
        /// The launch date is decided.
        LaunchDateSet,
        /// The launch date is today or has been.
        LaunchDateReached,
        /// The permissions on the platform are listed and ticked off.
        PermissionsTickedOff,
        /// The texts are listed, published, and the old ones removed.
        TextsFinished,
        /// The training is held.
        TrainingHeld,
        /// The marketing is planned, or was skipped with a reason.
        MarketingPlanned,
        /// The publication is ordered.
        PublicationOrdered,
        /// The accessibility statement is there, with its assessment.
        AccessibilityStated,
        /// The e-service is published.
        Published,
        /// The responsibility is handed over: the task of handing over is closed.
        HandoverDone,
        /// The project is closed, where there was one: the task of closing it is closed.
        ProjectClosed,
    }
}
