//! Testing: scenarios, runs and defects.

use ::entity::ids::ArtefactId;
use async_graphql::{Context, Object};

use super::{
    inputs::{
        AssignDefectInput, GenerateTestScenariosInput, SaveDefectInput, SaveTestRunInput,
        SaveTestScenarioInput, SetDefectStateInput,
    },
    types::{Defect, TestRun, TestScenario},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{changed, keep, of_cycle, seen},
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, mendable},
        ids::{key, optional_key},
        paging::payload,
    },
    service::testing::{generate::generate, track},
};

payload! {
    /// Answer of `generateTestScenarios`.
    GenerateTestScenariosPayload {
        /// The scenarios that were missing and are there now; empty where none was.
        test_scenarios: Vec<TestScenario>,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `saveTestScenario`.
    SaveTestScenarioPayload {
        /// The scenario as it is now; null where a new one was refused.
        test_scenario: TestScenario,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `saveTestRun`.
    SaveTestRunPayload {
        /// The run as it is now; null where a new one was refused.
        test_run: TestRun,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of mutations that change a defect.
    DefectPayload {
        /// The defect as it is now; null where a new one was refused.
        defect: Defect,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Testing: scenarios, runs and defects.
#[derive(Default)]
pub struct TestingMutation;

#[Object]
impl TestingMutation {
    /// Makes the test scenarios that are missing, in the language of the viewer: from the steps of the design, and the set that every
    /// e-service is tested by (log-in types, personal identity numbers, e-IDs, wrong, skipped and changed input, every error message,
    /// other behaviours). Done again, it makes what has come to be missing since; what was taken out stays out. Problems: WRONG_STATE.
    #[graphql(guard = "Requires(Permission::TestEService)", directive = requires::apply(Permission::TestEService))]
    async fn generate_test_scenarios(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which e-service.")] input: GenerateTestScenariosInput,
    ) -> Result<GenerateTestScenariosPayload, ApiError> {
        let (here, cycle) = (ctx.here(), key(&input.cycle_id)?);
        let outcome = generate(&here.services, here.actor()?, cycle).await;
        let (made, errors) = mendable(ctx, outcome)?;
        let test_scenarios = match made {
            Some(made) => {
                let mut all: Vec<TestScenario> = of_cycle(ctx, cycle).await?;
                all.retain(|scenario| scenario.is_among(&made));
                Some(all)
            }
            None => None,
        };
        Ok(GenerateTestScenariosPayload {
            test_scenarios,
            cycle: Cycle::load(ctx, cycle).await?,
            errors,
        })
    }

    /// Writes a test scenario, or changes one; one that was generated stays the one of its origin. Problems: MISSING, TOO_LONG,
    /// INVALID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::TestEService)", directive = requires::apply(Permission::TestEService))]
    async fn save_test_scenario(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The scenario.")] input: SaveTestScenarioInput,
    ) -> Result<SaveTestScenarioPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.test_scenario_id.as_ref(), input.version)?;
        let (test_scenario, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveTestScenarioPayload {
            test_scenario,
            cycle,
            errors,
        })
    }

    /// Records how a scenario went, or corrects that. Problems: MISSING (what was seen, unless it passed), TOO_LONG, UNKNOWN_ID,
    /// INVALID (a day that has not come), WRONG_PHASE (nothing is built yet), STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::TestEService)", directive = requires::apply(Permission::TestEService))]
    async fn save_test_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How it went.")] input: SaveTestRunInput,
    ) -> Result<SaveTestRunPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.test_run_id.as_ref(), input.version)?;
        let (test_run, cycle, errors) = keep(ctx, seen, input.try_into()).await?;
        Ok(SaveTestRunPayload {
            test_run,
            cycle,
            errors,
        })
    }

    /// Reports a defect, or describes one anew; where it stands is kept. While a blocking one is not closed, the tester cannot
    /// approve. Problems: MISSING, TOO_LONG, UNKNOWN_ID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleDefects)", directive = requires::apply(Permission::HandleDefects))]
    async fn save_defect(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is wrong.")] input: SaveDefectInput,
    ) -> Result<DefectPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.defect_id.as_ref(), input.version)?;
        let (defect, cycle, errors) = keep(ctx, seen, input.try_into()).await?;
        Ok(DefectPayload {
            defect,
            cycle,
            errors,
        })
    }

    /// Sends a defect on its way: a developer mends it, the tester looks again and closes it, or hands it back. Whoever begins to mend
    /// what nobody has takes it. Problems: REASON_MISSING, TOO_LONG, WRONG_STATE (there is no way from where it stands), STALE.
    #[graphql(guard = "Requires(Permission::HandleDefects)", directive = requires::apply(Permission::HandleDefects))]
    async fn set_defect_state(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it stands.")] input: SetDefectStateInput,
    ) -> Result<DefectPayload, ApiError> {
        let (here, id): (_, ArtefactId) = (ctx.here(), key(&input.defect_id)?);
        let seen = (id, input.version);
        let outcome = track::set_state(&here.services, here.actor()?, seen, input.state, input.reason).await;
        let (defect, cycle, errors) = changed(ctx, id, outcome).await?;
        Ok(DefectPayload {
            defect,
            cycle,
            errors,
        })
    }

    /// Gives a defect to somebody to mend, or to nobody. Problems: UNKNOWN_ID, STALE, WRONG_STATE.
    #[graphql(guard = "Requires(Permission::HandleDefects)", directive = requires::apply(Permission::HandleDefects))]
    async fn assign_defect(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom.")] input: AssignDefectInput,
    ) -> Result<DefectPayload, ApiError> {
        let (here, id): (_, ArtefactId) = (ctx.here(), key(&input.defect_id)?);
        let seen = (id, input.version);
        let outcome = match optional_key(input.user_id.as_ref(), "userId") {
            Ok(to) => track::assign(&here.services, here.actor()?, seen, to).await,
            // Whoever may not do this learns nothing of what would be wrong with it: nobody is assigned an unknown person.
            Err(error) => track::may_assign(&here.services, here.actor()?, id)
                .await
                .and(Err(error)),
        };
        let (defect, cycle, errors) = changed(ctx, id, outcome).await?;
        Ok(DefectPayload {
            defect,
            cycle,
            errors,
        })
    }
}
