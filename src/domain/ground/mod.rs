//! The ground for the decision: what is found out about an idea before management decides (process.md, 1 Inventory).

mod benefit;
mod cost_line;
mod placement;
mod process_map;
mod requirement;
mod totals;

pub use benefit::{
    Benefit, BenefitCertainty, BenefitKind, BenefitMeasure, BenefitNature, BenefitQuestion, BenefitSums,
    Realisation, RealisationState, benefit_sums,
};
pub use cost_line::{CostDirection, CostLine, CostRecurrence};
pub use placement::{BENEFIT_FROM, EFFORT_FROM, PickQuadrant, Placement, SCORES};
pub use process_map::{ProcessMap, ProcessMapState};
pub use requirement::{Requirement, RequirementNature, uninvestigated};
pub use totals::{Totals, YEARS, totals};
