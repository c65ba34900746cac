//! Decisions of management: recorded, superseded, never edited.

pub mod queries;
pub mod record;
