//! The closed sets of values, as the contract names and describes them.

use async_graphql::Enum;

macro_rules! contract_enums {
    ($($(#[$meta:meta])+ $name:ident = $remote:literal { $($(#[doc = $vdoc:literal])+ $variant:ident),* $(,)? })*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
        #[graphql(remote = $remote)]
        $(#[$meta])+
        pub enum $name { $($(#[doc = $vdoc])+ $variant,)* }
    )*};
}

contract_enums! {
    /// What somebody is in the process.
    Role = "::entity::enums::Role" {
        /// Administratör: users, role grants, templates and settings. Decides nothing in the process.
        Admin,
        /// Ledningsgrupp/stab of a unit: inventories needs, decides what is developed, approach, deadline and resources.
        Management,
        /// Beställare / e-tjänsteägare: benefits, requirements, pre-study, approvals and the launch date.
        Owner,
        /// Uppdragsledare / projektledare: runs preparation, build and launch, and hands over.
        ProjectLead,
        /// Förvaltare av e-tjänst: daily operation, measures, improvements and reports.
        ServiceManager,
        /// Förvaltningsledare e-tjänsteplattform: uniform design, platform permissions, user support.
        PlatformManager,
        /// Redaktör: quality review, texts and publication.
        Editor,
        /// Kravställare: states the detailed requirements together with the lead.
        RequirementsOwner,
        /// Utvecklare: builds to the approved specification.
        Developer,
        /// Testare: tests function and flow, and gives the tester's approval.
        Tester,
        /// Handläggare: uses and promotes the e-service, reports improvement needs.
        CaseOfficer,
        /// Verksamheten: contributes needs, ideas and views.
        Business,
    }
    /// How far a role reaches.
    ScopeKind = "::entity::enums::ScopeKind" {
        /// The whole municipality.
        Global,
        /// An organisational unit with everything below it.
        OrgUnit,
        /// One e-service.
        EService,
    }
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
    /// What a document is.
    DocumentKind = "::entity::enums::DocumentKind" {
        /// Förstudie: short summary as ground for the decision. Written by the owner.
        PreStudy,
        /// Requirements gathered from the target group, where that was decided.
        TargetGroupRequirements,
        /// Designförslag: steps and questions, with a prototype.
        DesignProposal,
        /// Detaljerad kravspecifikation.
        Specification,
        /// What was built, in which version, where. Written by the developer.
        BuildNote,
        /// What the tests showed. Written by the tester.
        TestReport,
        /// What the test group found, where that was decided.
        TestGroupFindings,
    }
    /// Where a need comes from.
    NeedSource = "::entity::enums::NeedSource" {
        /// Somebody had an idea.
        Idea,
        /// The yearly planning of the operations.
        YearlyPlan,
        /// A complaint or a view that somebody sent in.
        ComplaintOrView,
        /// A survey.
        Survey,
        /// What others do: environment scanning (omvärldsbevakning).
        EnvironmentScan,
        /// A process was mapped, and something was found to be improved.
        ProcessMapping,
        /// An e-service in operation needs to be revised.
        Revision,
    }
    /// Where a need stands.
    NeedState = "::entity::enums::NeedState" {
        /// Put forward, not handled.
        Open,
        /// It belongs to an e-service: an idea, one under development, or a live one, where it is a ground for a revision.
        Attached,
        /// Closed without action, with a reason.
        Closed,
        /// The same as another, which has taken it over.
        Merged,
    }
    /// Who made a suggestion.
    SuggestionOrigin = "::entity::enums::SuggestionOrigin" {
        /// Somebody who is signed in.
        Staff,
        /// Somebody who uses the e-service, without a log-in.
        Recipient,
    }
    /// Where a suggestion stands.
    SuggestionState = "::entity::enums::SuggestionState" {
        /// Made, and not weighed yet.
        New,
        /// Weighed; nothing is decided about it.
        Weighed,
        /// Something is done about it. It stays so.
        TakenUp,
        /// Nothing is done about it, for a reason.
        Declined,
    }
    /// What a search finds.
    SearchKind = "::entity::enums::SearchKind" {
        /// Needs.
        Need,
        /// E-services.
        EService,
        /// Suggestions.
        Suggestion,
    }
    /// Which way a measure should go.
    Direction = "::entity::enums::Direction" {
        /// Higher is better.
        Increase,
        /// Lower is better.
        Decrease,
    }
    /// How often something is measured or comes again.
    Interval = "::entity::enums::Interval" {
        /// Every week.
        Weekly,
        /// Every month.
        Monthly,
        /// Every third month.
        Quarterly,
        /// Every sixth month.
        HalfYearly,
        /// Every year.
        Yearly,
    }
    /// A language that the product speaks.
    Locale = "::entity::enums::Locale" {
        /// Swedish.
        Sv,
        /// English.
        En,
    }
    /// What a notification tells. `notificationKinds` says of each whom it is told to, and when.
    NotificationKind = "::entity::enums::NotificationKind" {
        /// The launch date comes nearer.
        LaunchAhead,
        /// The launch is today.
        LaunchToday,
        /// The launch date has passed and nothing was published.
        LaunchOverdue,
        /// The launch date was moved.
        LaunchMoved,
        /// There will be no launch: the cycle ended without one.
        LaunchCancelled,
        /// The publication is to be ordered now.
        PublicationDue,
        /// The publication should have been ordered.
        PublicationOverdue,
        /// The e-service was published.
        Published,
        /// The deadline of a cycle comes nearer.
        DeadlineAhead,
        /// The deadline of a cycle has passed.
        DeadlineOverdue,
        /// A measure is due soon.
        MeasureAhead,
        /// A measure is due today.
        MeasureDue,
        /// A measure was due and has not been taken.
        MeasureOverdue,
        /// A follow-up report is due soon, or today.
        ReportDue,
        /// A follow-up report was due and has not been presented.
        ReportOverdue,
        /// A follow-up report was presented.
        ReportPresented,
        /// A task was given to the viewer.
        TaskAssigned,
        /// A task should be done soon.
        TaskDue,
        /// A task should have been done.
        TaskOverdue,
        /// The operation or the information is to be checked.
        CheckDue,
        /// The operation or the information should have been checked.
        CheckOverdue,
        /// A defect was found, or given to the viewer.
        DefectReported,
        /// An approval is asked of the viewer.
        ApprovalAsked,
        /// An approval that was asked has waited for some days.
        ApprovalWaiting,
        /// An approval that the viewer asked for was answered.
        ApprovalDecided,
        /// An approval became void, since what it was given for has changed.
        ApprovalVoid,
        /// Management has decided about the development.
        DecisionMade,
        /// The handover is to be accepted.
        HandoverAsked,
        /// Somebody has suggested an improvement.
        SuggestionReceived,
        /// The e-service will be taken out of operation.
        RetirementAnnounced,
        /// The viewer was given a role.
        RoleGranted,
        /// A role was taken from the viewer.
        RoleRevoked,
        /// The password of the viewer was changed.
        PasswordChanged,
        /// A log-in of the viewer was ended, since its token was used twice.
        LogInEnded,
    }
    /// What a notification belongs to; people choose by it how they are told.
    NotificationCategory = "::entity::enums::NotificationCategory" {
        /// Launches, deadlines and publication.
        Launch,
        /// Measures and follow-up reports.
        FollowUp,
        /// Tasks of one's own.
        Task,
        /// Approvals and handovers.
        Approval,
        /// Decisions of management.
        Decision,
        /// Operation: checks, defects, suggestions, retirement.
        Operation,
        /// The account: roles, password, log-ins.
        Account,
    }
    /// How somebody is told through a channel.
    DeliveryMode = "::entity::enums::DeliveryMode" {
        /// Each by itself, at once; reminders at their hour.
        AtOnce,
        /// Gathered, once a working day.
        Daily,
        /// Gathered, once a week.
        Weekly,
        /// Not at all.
        Off,
    }
    /// A row of reminders that belong together: ahead of a date, on it and after it.
    ReminderSeries = "::entity::enums::ReminderSeries" {
        /// The launch of a cycle.
        Launch,
        /// The order of a publication.
        Publication,
        /// The deadline of a cycle.
        Deadline,
        /// A measure.
        Measure,
        /// A follow-up report.
        Report,
        /// A check of operation or information.
        Check,
        /// Any other task.
        Task,
        /// An approval that was asked.
        Approval,
    }
    /// How much somebody wants to hear of one e-service.
    Attention = "::entity::enums::Attention" {
        /// Nothing that is not asked of them in person.
        Muted,
        /// Also what is told to others.
        Watched,
    }
    /// Where a delivery by e-mail stands.
    DeliveryState = "::entity::enums::DeliveryState" {
        /// To be sent when it is due.
        Pending,
        /// Handed over to the mail server.
        Sent,
        /// The reason was gone when it was about to be sent.
        Cancelled,
        /// Refused for good, or tried too often.
        Failed,
        /// Handed over to the mail server, and came back.
        Bounced,
    }
    /// Which way the values of a metric go, seen from its goal.
    Trend = "crate::domain::goal::Trend" {
        /// Towards the target.
        Improving,
        /// No change worth the name.
        Steady,
        /// Away from the target.
        Worsening,
    }
    /// The usual indicators of services: measured alike everywhere, so that services can be compared.
    ServiceIndicator = "::entity::enums::ServiceIndicator" {
        /// Of those who begin, the share that gets to the end.
        CompletionRate,
        /// Of those who answer, the share that is satisfied.
        UserSatisfaction,
        /// Of all cases, the share that comes in through the e-service.
        DigitalTakeUp,
        /// What a case costs.
        CostPerTransaction,
    }
    /// Where a follow-up report stands.
    ReportState = "::entity::enums::ReportState" {
        /// It can be composed anew and edited.
        Draft,
        /// It was presented to owner and management, and never changes.
        Presented,
    }
    /// What the values of a metric say of when its target will be met.
    ForecastOutcome = "crate::domain::goal::ForecastOutcome" {
        /// The latest value is at the target or better.
        Reached,
        /// If it goes on like this, on the day of the forecast.
        Expected,
        /// There are too few values: three on different days are needed.
        TooFew,
        /// It does not go towards the target.
        NotTowards,
        /// It goes towards it, but so slowly that it would take more than ten years.
        TooFar,
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
