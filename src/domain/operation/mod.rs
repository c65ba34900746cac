//! The operation of a live e-service: handed over, checked, repaired, kept current and promoted (process.md, 6 Management).

mod availability;
mod check;
mod closing;
mod handover;
mod incident;
mod information;
mod promotion;

pub use availability::{Availability, availability};
pub use check::{OperationCheck, OperationResult};
pub use closing::ClosingReport;
pub use handover::{ACCEPTING, Acceptance, Handover, HandoverRefusal, accept};
pub use incident::{Incident, IncidentSeverity};
pub use information::{CheckedPlace, InformationCheck, PlaceState};
pub use promotion::PromotionAction;
