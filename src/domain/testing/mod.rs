//! Testing what was built: scenarios, runs, defects, and how far the test has come (process.md, 4 Build and test).

mod coverage;
mod defect;
mod generate;
mod run;
mod scenario;

pub use coverage::{Coverage, Ran, coverage};
pub use defect::{Defect, DefectRefusal, DefectSeverity, DefectState};
pub use generate::missing;
pub use run::{TestResult, TestRun};
pub use scenario::{ScenarioOrigin, StandardTest, StepAspect, TestScenario};
