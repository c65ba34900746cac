//! The changed working method: what the operations stop, start and keep doing once the e-service is there (process.md,
//! `decision.working_method`), and whether it is done (`management.working_method`).

mod change;
mod channel;
mod plan;

pub use change::{UseState, WorkingMethodChange, WorkingMethodKind};
pub use channel::{ChannelState, ContactChannel};
pub use plan::OperationPlan;
