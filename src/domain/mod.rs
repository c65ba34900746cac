//! The heart: every rule of the process as plain functions of values.
//!
//! Nothing here is async, knows a database, reads a clock or speaks GraphQL. Facts go in, and all reasons come out.

pub mod actor;
pub mod approval;
pub mod artefact;
pub mod calendar;
pub mod facts;
pub mod gate;
pub mod goal;
pub mod ground;
pub mod lifecycle;
pub mod permission;
pub mod reminder;
pub mod task;
pub mod template;
pub mod words;

#[cfg(test)]
mod given;
#[cfg(test)]
mod properties;
