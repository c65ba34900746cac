//! Approvals of one exact version: asked, answered, taken back, and void when what was approved changes.

pub mod ask;
pub mod content;
pub mod decide;
mod left;
mod made;
pub mod queries;
pub mod void;
