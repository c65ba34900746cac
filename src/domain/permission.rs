//! The ONE table of who may do what.
//!
//! The guard on a GraphQL field asks it whether any role of the person could give the permission; the use case asks it again
//! for the row at hand; `viewerCan` and `docs/permissions.md` are printed from it.

use ::entity::enums::{ApprovalSubject, DocumentKind, Role, ScopeKind};

use super::actor::{Actor, Place};

/// Who a permission is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    /// Everybody, without logging in.
    Anybody,
    /// Everybody who is logged in, whatever their roles.
    SignedIn,
    /// Holders of one of these roles, for the whole municipality.
    Globally(&'static [Role]),
    /// Holders of one of these roles in a scope that takes in the e-service or unit at hand.
    InScope(&'static [Role]),
}

macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident = $holders:expr;)*) => {
        /// What a person may do, named for what is done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, async_graphql::Enum)]
        pub enum Permission {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Permission {
            /// Every permission, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The row of the table: who holds it.
            #[must_use]
            pub const fn holders(self) -> Holders {
                match self { $(Self::$name => $holders,)* }
            }

            /// What it lets a person do, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc,)+).trim_ascii(),)* }
            }
        }
    };
}

use Holders::{Anybody, Globally, InScope, SignedIn};
use Role::{
    Admin, Business, CaseOfficer, Developer, Editor, Management, Owner, PlatformManager, ProjectLead,
    RequirementsOwner, ServiceManager, Tester,
};

permissions! {
    /// Log in, and continue a log-in.
    LogIn = Anybody;
    /// Read what is published of e-services in operation.
    ReadPublished = Anybody;
    /// Say how satisfied one is with a published e-service.
    LeaveFeedback = Anybody;
    /// Read what is not confidential, and what is confidential where one has a part in it.
    Read = SignedIn;
    /// Change one's own settings and password, end one's own log-ins, read one's own notifications.
    ManageOwnAccount = SignedIn;
    /// Set how long before its dates an e-service is reminded of.
    SetReminderDays = InScope(&[Owner, ProjectLead, ServiceManager]);
    /// See why others were told something or not, see the outbox and what was given up, send it again, and see and try mails.
    ManageNotifications = Globally(&[Admin]);
    /// Report that a mail came back; a program that was made for it may as well.
    ReportBounces = Globally(&[Admin]);
    /// Put forward an idea for an e-service.
    ProposeEService = SignedIn;
    /// Put forward a need, and say something about one.
    PutForwardNeed = SignedIn;
    /// Suggest an improvement of an e-service in operation.
    SuggestImprovement = SignedIn;
    /// Comment on a task.
    CommentOnTask = SignedIn;
    /// Make and change people's accounts.
    ManageUsers = Globally(&[Admin]);
    /// Make and change organisational units.
    ManageOrganisation = Globally(&[Admin]);
    /// Give and take back any role in any scope.
    GrantRoles = Globally(&[Admin]);
    /// Take back roles: an administrator any, those who appoint on an e-service the roles on it.
    RevokeRoles = InScope(&[Admin, Management, Owner, ProjectLead]);
    /// Bring in e-services in operation from a spreadsheet.
    ImportEServices = Globally(&[Admin]);
    /// Load a new version of the process template.
    ManageTemplates = Globally(&[Admin]);
    /// Make programs that deliver measurements, and take their rights away.
    ManageMachineClients = Globally(&[Admin]);
    /// See the scheduled jobs and their runs, run, pause and resume them.
    ManageJobs = Globally(&[Admin]);
    /// Read the audit trail.
    ReadAuditTrail = Globally(&[Admin]);
    /// Appoint people to roles on an e-service.
    AppointPeople = InScope(&[Management, Owner, ProjectLead]);
    /// Change the name, purpose, audience and confidentiality of an e-service.
    EditEService = InScope(&[Management, Owner, ProjectLead]);
    /// Attach needs to e-services, make an e-service of one, merge duplicates and close needs without action.
    HandleNeeds = InScope(&[Management]);
    /// Decide whether an e-service is developed, and how.
    DecideDevelopment = InScope(&[Management]);
    /// Move a cycle on to its next phase when the gate is open.
    AdvancePhase = InScope(&[Management, Owner, ProjectLead]);
    /// Take, start, complete and skip the tasks of one's own role.
    WorkOnTask = InScope(&[
        Management, Owner, ProjectLead, ServiceManager, PlatformManager, Editor, RequirementsOwner, Developer, Tester,
        CaseOfficer, Business,
    ]);
    /// Assign tasks, add tasks by hand, move their due dates, and open them again.
    ManageTasks = InScope(&[Management, Owner, ProjectLead, ServiceManager]);
    /// Write a document of a cycle; which one is told by the permission of its kind.
    WriteDocument = InScope(&[Owner, ProjectLead, RequirementsOwner, Developer, Tester]);
    /// Write the pre-study.
    WritePreStudy = InScope(&[Owner]);
    /// Write the design proposal, the specification, and what the target group and the test group said.
    WritePreparation = InScope(&[ProjectLead, RequirementsOwner]);
    /// Write the build note.
    WriteBuildNote = InScope(&[Developer]);
    /// Write the test report.
    WriteTestReport = InScope(&[Tester]);
    /// Ask for an approval, and take the question back.
    AskApproval = InScope(&[ProjectLead, Developer]);
    /// Answer an approval; which one is told by the permission of its subject.
    DecideApproval = InScope(&[Owner, Tester, Editor]);
    /// Approve or reject the design proposal, the specification, and the goals and measures.
    ApprovePreparation = InScope(&[Owner]);
    /// Approve or reject function and flow of what was built.
    ApproveTest = InScope(&[Tester]);
    /// Approve or reject texts, policies and usability of what was built.
    ApproveEditorial = InScope(&[Editor]);
    /// Approve or reject the e-service as a whole, with its launch date.
    ApproveEService = InScope(&[Owner]);
    /// Move the launch date.
    MoveLaunchDate = InScope(&[Owner]);
    /// Publish the e-service on or after its launch date.
    Publish = InScope(&[Editor]);
    /// State goals and measures, and change them.
    DefineMetric = InScope(&[ProjectLead, ServiceManager]);
    /// Record a measured value, correct one, and read in many from a file.
    RecordMeasurement = InScope(&[ServiceManager]);
    /// Record many measured values at once; a machine client may as well, of its e-services, and may do nothing else.
    DeliverMeasurements = InScope(&[ServiceManager]);
    /// Accept until a day that a measure is not taken.
    AcceptDeviation = InScope(&[Owner, Management]);
    /// Take out something that was made in a cycle; what it takes is told by the permission of its kind.
    WriteArtefact = InScope(&[
        Management, Owner, ProjectLead, ServiceManager, PlatformManager, Editor, RequirementsOwner, Developer, Tester,
        CaseOfficer, Business,
    ]);
    /// Attach files to an e-service, and take them out.
    AttachFiles = InScope(&[
        Management, Owner, ProjectLead, ServiceManager, PlatformManager, Editor, RequirementsOwner, Developer, Tester,
        CaseOfficer, Business,
    ]);
    /// Keep maps of the process, as it is and as it is to be.
    MapProcess = InScope(&[Management, Owner, Business]);
    /// State benefits, costs, early requirements and the place in the PICK chart, as ground for the decision.
    PrepareDecision = InScope(&[Owner]);
    /// Decide what the operations stop, start and keep doing, the contact channels and the plan of operation, and follow that up.
    ChangeWorkingMethod = InScope(&[Management, Owner]);
    /// Say who takes part in the project.
    StaffProject = InScope(&[ProjectLead]);
    /// State an opinion of look and form.
    StateDesignOpinion = InScope(&[Editor, PlatformManager]);
    /// Write test scenarios and record how they went.
    TestEService = InScope(&[Tester]);
    /// Report defects, mend them and close them.
    HandleDefects = InScope(&[Tester, Developer]);
    /// Tell which requirements are built and which passed their test.
    TrackRequirements = InScope(&[Developer, Tester]);
    /// Tell which remarks of the editor are mended and which are accepted.
    ReviewEditorially = InScope(&[Editor, Developer]);
    /// Prepare the launch: permissions on the platform, texts, questions and answers, handling, training, guides, marketing, the
    /// accessibility statement and the public page.
    PrepareLaunch = InScope(&[ProjectLead, ServiceManager, PlatformManager, Editor]);
    /// Order the publication.
    OrderPublication = InScope(&[ProjectLead]);
    /// Hand the e-service over.
    HandOver = InScope(&[ProjectLead]);
    /// Accept the handing over.
    AcceptHandover = InScope(&[Owner, ServiceManager]);
    /// Close and report the project.
    CloseProject = InScope(&[ProjectLead]);
    /// Record checks and incidents of the operation.
    OperateEService = InScope(&[ServiceManager]);
    /// Record what was done to promote the e-service.
    PromoteEService = InScope(&[CaseOfficer, ServiceManager]);
    /// Begin a revision with the parts of the process that fit, and give it up again.
    StartRevision = InScope(&[Owner]);
    /// Compose, edit and present the follow-up report.
    WriteReport = InScope(&[ServiceManager]);
    /// Weigh suggestions and put them under headings.
    WeighSuggestion = InScope(&[ServiceManager, CaseOfficer, Owner]);
    /// Decide whether the e-service is kept, revised or retired, and plan its retirement.
    DecideFollowUp = InScope(&[Owner, Management]);
}

impl Permission {
    /// Whether any role that the person holds could give the permission somewhere: the question of the guard on a field.
    #[must_use]
    pub fn could_be_held_by(self, actor: Option<&Actor>) -> bool {
        match (self.holders(), actor) {
            (Anybody, _) | (SignedIn, Some(_)) => true,
            (_, None) => false,
            (Globally(roles), Some(actor)) => roles.iter().any(|role| actor.holds_globally(*role)),
            (InScope(roles), Some(actor)) => actor.grants.iter().any(|grant| roles.contains(&grant.role)),
        }
    }

    /// Whether the person has the permission at the place: the question of the use case about the row at hand.
    #[must_use]
    pub fn is_held_at(self, actor: &Actor, place: Place<'_>) -> bool {
        match self.holders() {
            Anybody | SignedIn => true,
            Globally(roles) => roles.iter().any(|role| actor.holds_globally(*role)),
            InScope(roles) => roles.iter().any(|role| actor.holds(*role, place)),
        }
    }

    /// The permission that writing a document of this kind takes.
    #[must_use]
    pub const fn to_write(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::PreStudy => Self::WritePreStudy,
            DocumentKind::TargetGroupRequirements
            | DocumentKind::DesignProposal
            | DocumentKind::Specification
            | DocumentKind::TestGroupFindings => Self::WritePreparation,
            DocumentKind::BuildNote => Self::WriteBuildNote,
            DocumentKind::TestReport => Self::WriteTestReport,
        }
    }

    /// The permission that answering an approval about this subject takes.
    #[must_use]
    pub const fn to_approve(subject: ApprovalSubject) -> Self {
        match subject {
            ApprovalSubject::Design | ApprovalSubject::Specification | ApprovalSubject::Metrics => {
                Self::ApprovePreparation
            }
            ApprovalSubject::Test => Self::ApproveTest,
            ApprovalSubject::Editorial => Self::ApproveEditorial,
            ApprovalSubject::EService => Self::ApproveEService,
        }
    }

    /// The name in the schema: SCREAMING_SNAKE_CASE.
    #[must_use]
    pub fn schema_name(self) -> &'static str {
        use async_graphql::resolver_utils::EnumType;
        Self::items()
            .iter()
            .find(|item| item.value == self)
            .map_or("", |item| item.name)
    }
}

/// The scopes in which a role can be given (process.md, "Roles").
#[must_use]
pub const fn scopes_of(role: Role) -> &'static [ScopeKind] {
    match role {
        Admin | PlatformManager => &[ScopeKind::Global],
        Management | Business => &[ScopeKind::OrgUnit],
        Editor => &[ScopeKind::Global, ScopeKind::EService],
        Owner | ProjectLead | ServiceManager | RequirementsOwner | Developer | Tester | CaseOfficer => {
            &[ScopeKind::EService]
        }
    }
}

#[cfg(test)]
mod tests {
    use ::entity::{
        enums::Locale,
        ids::{EServiceId, SessionId, UserId},
    };

    use super::*;
    use crate::domain::actor::{Grant, Scope};

    fn holder(role: Role, scope: Scope) -> Actor {
        Actor {
            user_id: UserId::new(),
            session_id: SessionId::new(),
            locale: Locale::Sv,
            grants: vec![Grant { role, scope }],
            request_id: None,
        }
    }

    #[test]
    fn an_administrator_decides_nothing_in_the_process() {
        let admin = holder(Role::Admin, Scope::Global);
        let place = Place {
            e_service: Some(EServiceId::new()),
            unit_path: "a/",
        };
        for permission in Permission::ALL {
            if *permission == Permission::RevokeRoles {
                continue;
            }
            if let Holders::InScope(_) = permission.holders() {
                assert!(!permission.is_held_at(&admin, place), "{permission:?}");
            }
        }
    }

    #[test]
    fn a_role_on_one_e_service_gives_nothing_on_another() {
        let own = EServiceId::new();
        let owner = holder(Role::Owner, Scope::EService(own));
        let at = |e_service| Place {
            e_service: Some(e_service),
            unit_path: "a/",
        };
        assert!(Permission::ApproveEService.is_held_at(&owner, at(own)));
        assert!(!Permission::ApproveEService.is_held_at(&owner, at(EServiceId::new())));
        assert!(Permission::ApproveEService.could_be_held_by(Some(&owner)));
    }

    #[test]
    fn without_logging_in_one_logs_in_reads_what_is_published_and_leaves_feedback() {
        let open: Vec<_> = Permission::ALL
            .iter()
            .filter(|permission| permission.could_be_held_by(None))
            .collect();
        let expected = [
            Permission::LogIn,
            Permission::ReadPublished,
            Permission::LeaveFeedback,
        ];
        assert_eq!(open, expected.iter().collect::<Vec<_>>());
    }

    #[test]
    fn every_kind_of_document_can_be_written_by_somebody_who_passes_the_guard() {
        let Holders::InScope(guard) = Permission::WriteDocument.holders() else {
            panic!("in scope")
        };
        for kind in DocumentKind::ALL {
            let Holders::InScope(roles) = Permission::to_write(*kind).holders() else {
                panic!("in scope")
            };
            assert!(roles.iter().all(|role| guard.contains(role)), "{kind:?}");
        }
    }
}
