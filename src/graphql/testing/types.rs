//! The types of the room: `Testing`, scenarios, runs, defects, and how far the test has come.

use ::entity::ids::{ArtefactId, CycleId};
use async_graphql::{Context, Enum, Object, SimpleObject};

use crate::{
    domain::testing::{
        self, DefectSeverity, DefectState, Ran, ScenarioOrigin as Origin, TestResult, coverage,
    },
    graphql::{
        account::types::User,
        artefact::{
            artefact_type,
            load::{by_key, of_cycle},
        },
        date::Date,
        design::types::DesignStep,
        error::ApiError,
    },
};

/// The test in a cycle.
pub struct Testing(pub CycleId);

/// The test of what was built.
#[Object]
impl Testing {
    /// What is tested, by number.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn scenarios(&self, ctx: &Context<'_>) -> Result<Vec<TestScenario>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// How it went, each time that a scenario was gone through, by number.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn runs(&self, ctx: &Context<'_>) -> Result<Vec<TestRun>, ApiError> {
        of_cycle(ctx, self.0).await
    }

    /// What is or was wrong, by number.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn defects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that are not closed, or only those that are.")] closed: Option<bool>,
    ) -> Result<Vec<Defect>, ApiError> {
        let mut defects: Vec<Defect> = of_cycle(ctx, self.0).await?;
        defects.retain(|defect| closed.is_none_or(|closed| defect.body.state.is_closed() == closed));
        Ok(defects)
    }

    /// How far the test has come.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn coverage(&self, ctx: &Context<'_>) -> Result<TestCoverage, ApiError> {
        let (scenarios, runs, defects) = futures_util::try_join!(
            of_cycle::<TestScenario>(ctx, self.0),
            of_cycle::<TestRun>(ctx, self.0),
            of_cycle::<Defect>(ctx, self.0),
        )?;
        let keys: Vec<_> = scenarios.iter().map(|scenario| scenario.row.id).collect();
        let runs: Vec<_> = runs.iter().map(TestRun::ran).collect();
        let found = coverage(&keys, &runs, defects.iter().map(|defect| &*defect.body));
        let named = |keys: &[_]| {
            let of_them = scenarios
                .iter()
                .filter(|scenario| keys.contains(&scenario.row.id));
            of_them.cloned().collect()
        };
        let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Ok(TestCoverage {
            scenario_count: count(keys.len()),
            passed_count: count(found.passed.len()),
            failed: named(&found.failed),
            without_run: named(&found.without_run),
            open_defects: found
                .open_defects
                .into_iter()
                .map(|(severity, open)| DefectCount {
                    severity,
                    count: count(open),
                })
                .collect(),
        })
    }
}

/// How far the test has come.
#[derive(SimpleObject)]
pub struct TestCoverage {
    /// How many scenarios there are.
    pub scenario_count: i32,
    /// How many of them passed when they were last gone through.
    pub passed_count: i32,
    /// Those that failed or were blocked when they were last gone through.
    pub failed: Vec<TestScenario>,
    /// Those that were never gone through.
    pub without_run: Vec<TestScenario>,
    /// How many defects are not closed, for each severity, the worst first.
    pub open_defects: Vec<DefectCount>,
}

/// How many defects of a severity are not closed.
#[derive(SimpleObject)]
pub struct DefectCount {
    /// Which severity.
    pub severity: DefectSeverity,
    /// How many.
    pub count: i32,
}

/// Where a scenario comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ScenarioOrigin {
    /// A tester thought of it.
    Written,
    /// It is one of the set that every e-service is tested by.
    StandardSet,
    /// It follows from a step of the design.
    DesignStep,
}

artefact_type! {
    /// What is tested: what the tester does, and what should come of it.
    TestScenario of testing::TestScenario {
        /// What it tries.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// What the tester does, one thing after the other.
        async fn steps(&self) -> &[String] {
            &self.body.steps
        }

        /// What should come of it.
        async fn expected(&self) -> &str {
            &self.body.expected
        }

        /// Where it comes from.
        async fn origin(&self) -> ScenarioOrigin {
            match self.body.origin {
                Origin::Written => ScenarioOrigin::Written,
                Origin::Standard { .. } => ScenarioOrigin::StandardSet,
                Origin::Step { .. } => ScenarioOrigin::DesignStep,
            }
        }

        /// The step of the design that it follows from; null where it comes from elsewhere, or the step was taken out.
        async fn design_step(&self, ctx: &Context<'_>) -> Result<Option<DesignStep>, ApiError> {
            match self.body.origin {
                Origin::Step { step, .. } => by_key(ctx, step).await,
                Origin::Written | Origin::Standard { .. } => Ok(None),
            }
        }

        /// How it went when it was last gone through; null where it never was.
        async fn last_run(&self, ctx: &Context<'_>) -> Result<Option<TestRun>, ApiError> {
            let mut runs: Vec<TestRun> = of_cycle(ctx, self.row.cycle_id).await?;
            runs.retain(|run| run.body.scenario == self.row.id);
            Ok(runs.into_iter().max_by_key(|run| (run.body.tested_on, run.row.number)))
        }
    }
}

impl TestScenario {
    /// Whether it is one of these.
    #[must_use]
    pub fn is_among(&self, keys: &[ArtefactId]) -> bool {
        keys.contains(&self.row.id)
    }
}

impl TestRun {
    /// The run as coverage counts it.
    fn ran(&self) -> Ran {
        Ran {
            scenario: self.body.scenario,
            on: self.body.tested_on,
            number: self.row.number,
            result: self.body.result,
        }
    }
}

artefact_type! {
    /// That a scenario was gone through, and how it went.
    TestRun of testing::TestRun, with attachments {
        /// Which scenario; null where it was taken out.
        async fn scenario(&self, ctx: &Context<'_>) -> Result<Option<TestScenario>, ApiError> {
            by_key(ctx, self.body.scenario).await
        }

        /// How it went.
        async fn result(&self) -> TestResult {
            self.body.result
        }

        /// What was seen, Markdown; may be empty where it passed.
        async fn seen(&self) -> &str {
            &self.body.seen
        }

        /// In which environment; may be empty.
        async fn environment(&self) -> &str {
            &self.body.environment
        }

        /// When.
        async fn tested_on(&self) -> Date {
            Date(self.body.tested_on)
        }
    }
}

artefact_type! {
    /// Something that is wrong with what was built.
    Defect of testing::Defect, with attachments {
        /// What is wrong, in short.
        async fn title(&self) -> &str {
            &self.body.title
        }

        /// How it shows and how to get there, Markdown; may be empty.
        async fn description(&self) -> &str {
            &self.body.description
        }

        /// How bad it is.
        async fn severity(&self) -> DefectSeverity {
            self.body.severity
        }

        /// The run in which it was found; null where it was found otherwise.
        async fn run(&self, ctx: &Context<'_>) -> Result<Option<TestRun>, ApiError> {
            match self.body.run {
                Some(run) => by_key(ctx, run).await,
                None => Ok(None),
            }
        }

        /// Where it stands.
        async fn state(&self) -> DefectState {
            self.body.state
        }

        /// Who is to mend it; null where nobody is.
        async fn assignee(&self, ctx: &Context<'_>) -> Result<Option<User>, ApiError> {
            match self.body.assignee {
                Some(user) => User::load(ctx, user).await,
                None => Ok(None),
            }
        }

        /// Why it is not mended, or a remark on its state.
        async fn reason(&self) -> Option<&str> {
            self.body.reason.as_deref()
        }
    }
}
