//! Retirement: the plan, its announcement, and the end of the operation.

pub mod announce;
mod plan;
pub mod retire;
