//! Suggestions for e-services in operation: made by staff and recipients, weighed by those who manage and use the e-service (process.md,
//! `management.improvements` and `followup.collect`).

pub mod feedback;
pub mod queries;
pub mod suggest;
pub mod weigh;
mod write;
