//! Goals and measures: stated, approved, measured at their intervals.

pub mod define;
pub mod measure;
pub mod queries;
