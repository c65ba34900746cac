//! The ground for the decision: what is found out about an idea before management decides (process.md, 1 Inventory).

mod requirement;

pub use requirement::{Requirement, RequirementNature};
