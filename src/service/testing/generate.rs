//! Generating test scenarios from the steps of the design and the standard set: those that are missing, so that it can be done again.

use std::collections::BTreeSet;

use ::entity::ids::{ArtefactId, CycleId};

use crate::{
    domain::{
        actor::Actor,
        artefact::may_change,
        design::DesignStep,
        testing::{ScenarioOrigin, TestScenario, missing},
    },
    service::{
        Result, Services,
        access::{place, require},
        artefact::{add, queries},
        cycle::{facts, queries as cycles, settle},
    },
};

/// Makes the scenarios that are missing, in the language of whoever asks. What was taken out is not made again. Answers the new ones.
///
/// # Errors
/// `WRONG_STATE` where it is not the time for it, [`Error::Forbidden`](crate::service::Error::Forbidden),
/// [`Error::NotFound`](crate::service::Error::NotFound).
pub async fn generate(services: &Services, actor: &Actor, cycle: CycleId) -> Result<Vec<ArtefactId>> {
    use crate::domain::artefact::{Artefact, rule};
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle).await?;
    require(
        actor,
        rule(TestScenario::KIND).permission,
        place(view.e_service.id, &view.unit_path),
    )?;
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    may_change(&loaded.facts, TestScenario::KIND)?;
    let steps: Vec<_> = queries::read::<DesignStep>(&txn, cycle)
        .await?
        .into_iter()
        .map(|(row, step)| (row.id, step))
        .collect();
    let there: BTreeSet<ScenarioOrigin> = queries::ever_made::<TestScenario>(&txn, cycle)
        .await?
        .into_iter()
        .map(|scenario| scenario.origin)
        .collect();
    let made = missing(&steps, &there, actor.locale);
    let ids = add::add(services, &txn, actor, &view, &made).await?;
    settle::settle(services, &txn, Some(actor), cycle).await?;
    txn.commit().await?;
    Ok(ids)
}
