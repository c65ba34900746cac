//! Documents of a cycle: every version is kept.

pub mod queries;
pub mod save;
