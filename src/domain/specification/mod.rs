//! The specification as numbered requirements and answered guiding questions (process.md, 3 Preparation).

mod guiding;
mod requirement;
mod state;

pub use guiding::{GuidingAnswer, GuidingQuestion};
pub use requirement::{Priority, SpecificationRequirement};
pub use state::{RequirementState, StateRefusal};
