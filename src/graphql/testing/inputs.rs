//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::{
    domain::testing::{self, DefectSeverity, DefectState, ScenarioOrigin, TestResult},
    graphql::{
        attachment::inputs::asked,
        date::Date,
        ids::{input_key, optional_key},
    },
    service::{Error, Result},
};

/// Input of `generateTestScenarios`.
#[derive(InputObject)]
pub struct GenerateTestScenariosInput {
    /// The cycle whose e-service is tested.
    pub cycle_id: ID,
}

/// Input of `saveTestScenario`.
#[derive(InputObject)]
pub struct SaveTestScenarioInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The scenario that is changed; left out for a new one.
    pub test_scenario_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What it tries.
    pub title: String,
    /// What the tester does, one thing after the other; 1 to 100.
    pub steps: Vec<String>,
    /// What should come of it.
    pub expected: String,
}

impl From<SaveTestScenarioInput> for testing::TestScenario {
    fn from(input: SaveTestScenarioInput) -> Self {
        Self {
            title: input.title,
            steps: input.steps,
            expected: input.expected,
            origin: ScenarioOrigin::Written,
        }
    }
}

/// Input of `saveTestRun`.
#[derive(InputObject)]
pub struct SaveTestRunInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The run that is changed; left out for a new one.
    pub test_run_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// The scenario that was gone through.
    pub test_scenario_id: ID,
    /// How it went.
    pub result: TestResult,
    /// What was seen, Markdown; may be left out where it passed.
    #[graphql(default)]
    pub seen: String,
    /// In which environment: browser, device, version, way of logging in.
    #[graphql(default)]
    pub environment: String,
    /// When; not in the future.
    pub tested_on: Date,
    /// Files of the e-service, all that it has from now on: pictures of the screen, logs; at most 20. Their ids come from `requestUpload`, and each must
    /// have been sent.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
}

impl TryFrom<SaveTestRunInput> for testing::TestRun {
    type Error = Error;

    fn try_from(input: SaveTestRunInput) -> Result<Self> {
        Ok(Self {
            scenario: input_key(&input.test_scenario_id, "testScenarioId")?,
            result: input.result,
            seen: input.seen,
            environment: input.environment,
            tested_on: input.tested_on.0,
            attachments: asked(&input.attachment_ids),
        })
    }
}

/// Input of `saveDefect`.
#[derive(InputObject)]
pub struct SaveDefectInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The defect that is described anew; left out for a new one.
    pub defect_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is wrong, in short.
    pub title: String,
    /// How it shows and how to get there, Markdown.
    #[graphql(default)]
    pub description: String,
    /// How bad it is. Only a tester changes that of a defect that was reported.
    pub severity: DefectSeverity,
    /// The run in which it was found; left out where it was found otherwise.
    pub test_run_id: Option<ID>,
    /// Files of the e-service, all that it has from now on: pictures of the screen, logs; at most 20. Their ids come from `requestUpload`, and each must
    /// have been sent.
    #[graphql(default)]
    pub attachment_ids: Vec<ID>,
}

impl TryFrom<SaveDefectInput> for testing::Defect {
    type Error = Error;

    fn try_from(input: SaveDefectInput) -> Result<Self> {
        Ok(Self {
            title: input.title,
            description: input.description,
            severity: input.severity,
            run: optional_key(input.test_run_id.as_ref(), "testRunId")?,
            state: DefectState::Reported,
            assignee: None,
            reason: None,
            attachments: asked(&input.attachment_ids),
        })
    }
}

/// Input of `setDefectState`.
#[derive(InputObject)]
pub struct SetDefectStateInput {
    /// The defect.
    pub defect_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Where it stands now: BEING_MENDED and MENDED take a developer; RETESTED, WONT_FIX and REPORTED (handed back) a tester.
    pub state: DefectState,
    /// Why it is not mended; in other states a remark, or left out.
    pub reason: Option<String>,
}

/// Input of `assignDefect`.
#[derive(InputObject)]
pub struct AssignDefectInput {
    /// The defect.
    pub defect_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Who is to mend it; left out for nobody.
    pub user_id: Option<ID>,
}
