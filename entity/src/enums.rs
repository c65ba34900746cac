//! The closed sets of values that columns hold, each stored as its snake_case name.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! stored_enums {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
        )]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every value, in the order in which they are declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name under which the value is stored: snake_case.
            #[must_use]
            pub fn name(self) -> String {
                self.to_value()
            }
        }
    )*};
}

stored_enums! {
    /// What somebody is in the process: a row of the table of roles.
    Role {
        /// Administratör: users, role grants, templates and settings; decides nothing in the process.
        Admin,
        /// Ledningsgrupp/stab: inventories needs and decides what is developed.
        Management,
        /// Beställare / e-tjänsteägare: benefits, requirements, approvals and the launch date.
        Owner,
        /// Uppdragsledare / projektledare: runs preparation, build and launch, and hands over.
        ProjectLead,
        /// Förvaltare av e-tjänst: daily operation, measures and reports.
        ServiceManager,
        /// Förvaltningsledare e-tjänsteplattform: uniform design and platform permissions.
        PlatformManager,
        /// Redaktör: quality review, texts and publication.
        Editor,
        /// Kravställare: states the detailed requirements together with the lead.
        RequirementsOwner,
        /// Utvecklare: builds to the approved specification.
        Developer,
        /// Testare: tests function and flow.
        Tester,
        /// Handläggare: uses and promotes the e-service.
        CaseOfficer,
        /// Verksamheten: contributes needs, ideas and views.
        Business,
    }

    /// How far a role reaches.
    ScopeKind {
        /// The whole municipality.
        Global,
        /// An organisational unit with everything below it.
        OrgUnit,
        /// One e-service.
        EService,
    }

    /// Whom an e-service is for.
    Audience {
        /// Inhabitants, companies, associations.
        External,
        /// The municipality's own staff.
        Internal,
    }

    /// Where an e-service stands.
    EServiceState {
        /// Put forward, not decided.
        Idea,
        /// Decided and being made for the first time.
        InDevelopment,
        /// In operation, also while a revision is made.
        Live,
        /// Decided against, or put off.
        Declined,
        /// Taken out of operation.
        Retired,
    }

    /// Why a cycle was begun.
    CycleKind {
        /// The first turn through the process.
        New,
        /// A later turn, by the parts of the process that fit.
        Revision,
    }

    /// The seven sub-processes, in their order.
    Phase {
        /// Inventera behov.
        Inventory,
        /// Fatta beslut.
        Decision,
        /// Förbereda utveckling och införande.
        Preparation,
        /// Bygga och testa.
        Build,
        /// Förbereda lansering och publicera.
        Launch,
        /// Förvalta.
        Management,
        /// Följa upp och utvärdera.
        FollowUp,
    }

    /// How the development is carried out.
    Approach {
        /// As a project, with a start and a closing.
        Project,
        /// As ongoing development of the operations.
        Ongoing,
    }

    /// Where a task stands.
    TaskState {
        /// Something that it depends on is not done, or its phase has not begun.
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

    /// What management decided about an e-service.
    DecisionOutcome {
        /// It is developed.
        Go,
        /// It is not developed.
        NoGo,
        /// Put off; it comes back for a decision.
        Defer,
    }

    /// What an approval is about.
    ApprovalSubject {
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
        /// The e-service as a whole with its launch date; asked of the owner.
        EService,
    }

    /// Where an approval stands.
    ApprovalState {
        /// Asked, not answered.
        Pending,
        /// Given.
        Approved,
        /// Refused with a reason.
        Rejected,
        /// Taken back by the one who asked.
        Withdrawn,
        /// What it was about has changed since.
        Void,
    }

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

    /// Where a need comes from.
    NeedSource {
        /// Somebody had an idea.
        Idea,
        /// The yearly planning of the operations.
        YearlyPlan,
        /// A complaint or a view that somebody sent in.
        ComplaintOrView,
        /// A survey.
        Survey,
        /// What others do: environment scanning.
        EnvironmentScan,
        /// A process was mapped, and something was found to be improved.
        ProcessMapping,
        /// An e-service in operation needs to be revised.
        Revision,
    }

    /// Where a need stands.
    NeedState {
        /// Put forward, not handled.
        Open,
        /// It belongs to an e-service: an idea, one under development, or a live one.
        Attached,
        /// Closed without action, with a reason.
        Closed,
        /// The same as another, which has taken it over.
        Merged,
    }

    /// Who made a suggestion.
    SuggestionOrigin {
        /// Somebody who is signed in.
        Staff,
        /// Somebody who uses the e-service, without a log-in.
        Recipient,
    }

    /// Where a suggestion stands.
    SuggestionState {
        /// Made, and not weighed yet.
        New,
        /// Weighed; nothing is decided about it.
        Weighed,
        /// Something is done about it.
        TakenUp,
        /// Nothing is done about it, for a reason.
        Declined,
    }

    /// What a search finds.
    SearchKind {
        /// A need.
        Need,
        /// An e-service.
        EService,
        /// A suggestion.
        Suggestion,
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

    /// Which way a measure should go.
    Direction {
        /// Higher is better.
        Increase,
        /// Lower is better.
        Decrease,
    }

    /// The usual indicators of services: measured alike everywhere, so that services can be compared.
    ServiceIndicator {
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
    ReportState {
        /// It can be composed anew and edited.
        Draft,
        /// It was presented to owner and management, and never changes.
        Presented,
    }

    /// How often something is measured.
    Interval {
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
    Locale {
        /// Swedish.
        Sv,
        /// English.
        En,
    }

    /// What a notification tells. `domain/notification/catalogue.rs` says of each whom it is told to, and why.
    NotificationKind {
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
        /// A task was given to the person.
        TaskAssigned,
        /// A task should be done soon.
        TaskDue,
        /// A task should have been done.
        TaskOverdue,
        /// The operation or the information is to be checked.
        CheckDue,
        /// The operation or the information should have been checked.
        CheckOverdue,
        /// A defect was found, or given to the person.
        DefectReported,
        /// An approval is asked of the person.
        ApprovalAsked,
        /// An approval that was asked has waited for some days.
        ApprovalWaiting,
        /// An approval that the person asked for was answered.
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
        /// The person was given a role.
        RoleGranted,
        /// A role was taken from the person.
        RoleRevoked,
        /// The password of the person was changed.
        PasswordChanged,
        /// A log-in of the person was ended, since its token was used twice.
        LogInEnded,
    }

    /// What a notification belongs to; people choose by it how they are told.
    NotificationCategory {
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
    DeliveryMode {
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
    ReminderSeries {
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
    Attention {
        /// Nothing that is not asked of them in person.
        Muted,
        /// Also what is told to others.
        Watched,
    }

    /// A way in which a notification reaches a person beside the app itself.
    Channel {
        /// E-mail.
        Email,
    }

    /// What those who listen to changes hear of.
    ChangeKind {
        /// A task, or its comments.
        Task,
        /// An approval.
        Approval,
        /// An e-service, its cycles or its people.
        EService,
    }

    /// What a delivery carries.
    DeliveryForm {
        /// One notification.
        Notice,
        /// What was gathered until its moment.
        Digest,
        /// What lies ahead of somebody in the week that begins.
        Overview,
    }

    /// Where a delivery stands.
    DeliveryState {
        /// To be sent when it is due.
        Pending,
        /// Handed over to the channel.
        Sent,
        /// The reason was gone when it was about to be sent.
        Cancelled,
        /// Refused for good, or tried too often.
        Failed,
        /// Handed over, and came back.
        Bounced,
    }
}
