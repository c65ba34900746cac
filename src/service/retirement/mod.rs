//! Retirement: the plan, its announcement, and the end of the operation.

pub mod announce;
pub mod plan;
pub mod retire;
