//! The municipality as a tree of organisational units.

pub mod queries;
pub mod units;
