//! The heart: every rule of the process as plain functions of values.
//!
//! Nothing here is async, knows a database, reads a clock or speaks GraphQL. Facts go in, and all reasons come out.

pub mod actor;
pub mod approval;
pub mod artefact;
pub mod attachment;
pub mod calendar;
pub mod collation;
pub mod comparison;
pub mod conformance;
pub mod design;
pub mod facts;
pub mod figures;
pub mod gate;
pub mod goal;
pub mod ground;
pub mod import;
pub mod job;
pub mod launch;
pub mod lifecycle;
pub mod need;
pub mod notification;
pub mod operation;
pub mod permission;
pub mod portfolio;
pub mod project;
pub mod publication;
pub mod receipt;
pub mod reminder;
pub mod report;
pub mod retirement;
pub mod review;
pub mod revision;
pub mod search;
pub mod sheet;
pub mod specification;
pub mod suggestion;
pub mod task;
pub mod template;
pub mod testing;
pub mod words;
pub mod working_method;

#[cfg(test)]
mod given;
#[cfg(test)]
mod properties;
