//! Recording what management decided.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::types::Decision;
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        amount::optional_minor,
        context::Here,
        cycle::types::Cycle,
        date::Date,
        enums::Approach,
        error::{ApiError, mendable},
        ids::{input_key, key},
        paging::payload,
    },
    service::{
        Error, ProblemCode, Result as ServiceResult,
        decision::record::{self, Decided, Outcome},
    },
};

/// Input of `recordDecision`.
#[derive(InputObject)]
pub struct RecordDecisionInput {
    /// The cycle that is decided about.
    pub cycle_id: ID,
    /// The version that was seen.
    pub version: i32,
    /// Which way, with what belongs to it.
    pub outcome: DecisionOutcomeInput,
    /// Why, Markdown.
    pub motive: String,
    /// Where the minutes are.
    pub minutes_reference: Option<String>,
    /// Working hours given.
    pub hours: Option<i32>,
    /// Budget given, in öre (hundredths of a krona), as a decimal string since it may pass 32 bits.
    pub budget_minor: Option<String>,
}

/// Which way it was decided: exactly one of these.
#[derive(OneofObject)]
pub enum DecisionOutcomeInput {
    /// It is developed.
    Go(GoInput),
    /// It is not developed. True is the only value that makes sense.
    NoGo(bool),
    /// It is put off.
    Defer(DeferInput),
}

/// How it is developed.
#[derive(InputObject)]
pub struct GoInput {
    /// As a project or as ongoing development.
    pub approach: Approach,
    /// When it is to be finished.
    pub deadline: Date,
    /// Whether requirements are gathered from the target group.
    pub target_group: bool,
    /// Whether a test group tests before launch.
    pub test_group: bool,
    /// The person who becomes service manager.
    pub service_manager_id: ID,
}

/// Until when it is put off.
#[derive(InputObject)]
pub struct DeferInput {
    /// When it comes back for a decision; null where no date is set.
    pub until: Option<Date>,
}

payload! {
    /// Answer of `recordDecision`.
    RecordDecisionPayload {
        /// The decision; null where it was refused.
        decision: Decision,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

fn decided(input: RecordDecisionInput) -> ServiceResult<Decided> {
    let outcome = match input.outcome {
        DecisionOutcomeInput::Go(go) => Outcome::Go(record::Go {
            approach: go.approach.into(),
            deadline: go.deadline.0,
            target_group: go.target_group,
            test_group: go.test_group,
            service_manager: input_key(&go.service_manager_id, "serviceManagerId")?,
        }),
        DecisionOutcomeInput::NoGo(true) => Outcome::NoGo,
        DecisionOutcomeInput::NoGo(false) => {
            return Err(Error::refused(
                ProblemCode::Invalid,
                &["outcome"],
                "Ange true.",
                "Give true.",
            ));
        }
        DecisionOutcomeInput::Defer(defer) => Outcome::Defer(defer.until.map(|day| day.0)),
    };
    let budget = optional_minor(input.budget_minor.as_deref(), "budgetMinor")?;
    Ok(Decided {
        outcome,
        motive: input.motive,
        minutes_reference: input.minutes_reference,
        hours: input.hours,
        budget_minor: budget,
    })
}

/// Recording what management decided.
#[derive(Default)]
pub struct DecisionMutation;

#[Object]
impl DecisionMutation {
    /// Records what management decided about an e-service whose cycle is in the phase DECISION. GO sets approach, deadline and the
    /// two flags, which switch activities on and off, and appoints the service manager. A later decision supersedes an earlier one.
    /// Problems: MISSING, INVALID, UNKNOWN_ID, DATE_IN_PAST, OUTCOME_MISSING (no pre-study), NOT_INVESTIGATED, WRONG_PHASE, WRONG_STATE, STALE.
    #[graphql(
        guard = "Requires(Permission::DecideDevelopment)",
        directive = requires::apply(Permission::DecideDevelopment)
    )]
    async fn record_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The decision.")] input: RecordDecisionInput,
    ) -> Result<RecordDecisionPayload, ApiError> {
        let here = ctx.here();
        let actor = here.actor()?;
        let (cycle, version) = (key(&input.cycle_id)?, input.version);
        let outcome = match decided(input) {
            Ok(decided) => record::record(&here.services, actor, cycle, version, decided).await,
            Err(error) => match record::permitted(&here.services, actor, cycle).await {
                Ok(()) => Err(error),
                Err(refused) => Err(refused),
            },
        };
        let (id, errors) = mendable(ctx, outcome)?;
        let mut rows = ctx
            .loaders()
            .decisions
            .load(here, cycle)
            .await?
            .unwrap_or_default();
        let decision = id
            .and_then(|id| rows.iter().position(|row| row.id == id))
            .map(|at| rows.swap_remove(at));
        Ok(RecordDecisionPayload {
            decision: decision.map(Decision::from),
            cycle: Cycle::load(ctx, cycle).await?,
            errors,
        })
    }
}
