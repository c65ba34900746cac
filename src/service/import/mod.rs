//! Bringing in what exists: e-services in operation, from a spreadsheet.

pub mod bring_in;
mod known;
mod write;
