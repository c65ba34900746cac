//! What people of the demo make in a cycle.

use crate::domain::{
    design::{DesignStatement, DesignStep},
    project::ProjectMember,
    review::{EditorRemark, RemarkState, TestGroupFinding},
    specification::{GuidingAnswer, RequirementState, SpecificationRequirement},
    testing::{Defect, DefectState, TestResult},
};

/// Something that is made. People are named by their keys in the municipality.
#[derive(Clone, Debug, PartialEq)]
pub enum Making {
    /// Somebody takes part in the project.
    Member {
        /// The person, where they have an account.
        who: Option<String>,
        /// What they do.
        member: ProjectMember,
    },
    /// A step of the design proposal.
    Step(DesignStep),
    /// What somebody says of the design.
    Statement(DesignStatement),
    /// A requirement of the specification.
    Requirement(SpecificationRequirement),
    /// An answer to a guiding question.
    Answer(GuidingAnswer),
    /// The test scenarios that are missing.
    Scenarios,
    /// The scenario at that place was gone through today.
    Ran {
        /// The place among the scenarios.
        scenario: usize,
        /// How it went.
        result: TestResult,
        /// What was seen.
        seen: String,
        /// In which environment.
        environment: String,
    },
    /// A defect is reported.
    Defect(Defect),
    /// The defect at that place is put into a state, for a reason.
    DefectTracked(usize, DefectState, Option<String>),
    /// A remark of the editor.
    Remark(EditorRemark),
    /// The remark at that place is put into a state, with what was done about it.
    RemarkTracked(usize, RemarkState, Option<String>),
    /// What the test group found.
    Finding(TestGroupFinding),
    /// The requirement at that place is put into a state, for a reason.
    Tracked(usize, RequirementState, Option<String>),
}
