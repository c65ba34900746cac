//! Documents of a cycle: every version is kept.

pub mod files;
pub mod queries;
pub mod save;
