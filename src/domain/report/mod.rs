//! The follow-up report: what it says, how that is compared with the last one, and how it is written out (process.md,
//! `followup.report`), and the decision that it leads to (`followup.decide`).

mod change;
mod content;
mod decision;
mod page;
mod plot;
mod suggested;
mod view;

pub use change::{Change, changes};
pub use content::{
    BenefitResult, Content, GoalResult, IncidentResult, MetricResult, Money, Operation, SuggestionGroup,
    Value,
};
pub use decision::{FollowUpDecision, FollowUpVerdict};
pub use page::{html, markdown};
pub use suggested::{Suggested, grouped};
