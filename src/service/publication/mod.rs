//! What the public is told about e-services: written by those who prepare the launch, published with the cycle, read without a log-in.
//!
//! Inside, page, questions and steps are artefacts of a cycle. What is published is kept apart, in a table of its own that [`renew`] keeps in
//! step with the cycle in operation: whatever reads without a log-in reads that table and nothing else.

mod kept;
pub mod queries;
pub(in crate::service) mod renew;
