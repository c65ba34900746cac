//! Needs, suggestions, and looking for them.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

stored_enums! {
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
}
