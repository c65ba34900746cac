//! The process: e-services, their cycles, tasks, decisions and approvals.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
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

    /// What those who listen to changes hear of.
    ChangeKind {
        /// A task, or its comments.
        Task,
        /// An approval.
        Approval,
        /// An e-service, its cycles or its people.
        EService,
    }
}
