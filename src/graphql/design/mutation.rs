//! Writing the steps of the design proposal, and saying what one thinks of it.

use async_graphql::{Context, Object};

use super::{
    inputs::{SaveDesignStatementInput, SaveDesignStepInput},
    types::{DesignStatement, DesignStep},
};
use crate::{
    domain::permission::Permission,
    graphql::{
        access::{Requires, requires},
        artefact::load::{keep, seen},
        cycle::types::Cycle,
        error::ApiError,
        paging::payload,
    },
};

payload! {
    /// Answer of `saveDesignStep`.
    SaveDesignStepPayload {
        /// The step as it is now; null where a new one was refused.
        design_step: DesignStep,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}
payload! {
    /// Answer of `saveDesignStatement`.
    SaveDesignStatementPayload {
        /// The statement as it is now; null where a new one was refused.
        design_statement: DesignStatement,
        /// The cycle as it is now.
        cycle: Cycle,
    }
}

/// Writing the steps of the design proposal, and saying what one thinks of it.
#[derive(Default)]
pub struct DesignMutation;

#[Object]
impl DesignMutation {
    /// Writes a step of the e-service with its questions, or changes one. An approval of the design becomes VOID. Problems: MISSING,
    /// TOO_LONG, INVALID (also where a condition names no earlier question, or a key is used twice), TAKEN (the place), STALE,
    /// WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::WritePreparation)",
        directive = requires::apply(Permission::WritePreparation)
    )]
    async fn save_design_step(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The step.")] input: SaveDesignStepInput,
    ) -> Result<SaveDesignStepPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.design_step_id.as_ref(), input.version)?;
        let (design_step, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveDesignStepPayload {
            design_step,
            cycle,
            errors,
        })
    }

    /// Says what editor or platform manager think of look and form, or changes one's own statement; that of somebody else is
    /// FORBIDDEN. Problems: MISSING, TOO_LONG, INVALID (a role that the viewer does not hold), STALE, WRONG_STATE.
    #[graphql(
        guard = "Requires(Permission::StateDesignOpinion)",
        directive = requires::apply(Permission::StateDesignOpinion)
    )]
    async fn save_design_statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The statement.")] input: SaveDesignStatementInput,
    ) -> Result<SaveDesignStatementPayload, ApiError> {
        let seen = seen(&input.cycle_id, input.design_statement_id.as_ref(), input.version)?;
        let (design_statement, cycle, errors) = keep(ctx, seen, Ok(input.into())).await?;
        Ok(SaveDesignStatementPayload {
            design_statement,
            cycle,
            errors,
        })
    }
}
