//! Goals and measures: stated, approved, measured at their intervals.

pub mod correct;
pub mod define;
pub mod deliver;
pub mod deviate;
pub mod import;
pub mod measure;
pub mod queries;
mod shape;
pub mod statement;
pub mod versions;
