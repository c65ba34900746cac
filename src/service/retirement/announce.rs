//! Announcing a retirement to those who work with the e-service.

use ::entity::{
    enums::NotificationKind,
    ids::{ArtefactId, CycleId},
};

use crate::{
    domain::{actor::Actor, permission::Permission, retirement::RetirementPlan},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        artefact::{
            queries,
            save::{Seen, save_in},
        },
        cycle::queries as cycles,
        notification::tell::{Occasion, Thing, tell_holders},
    },
};

/// Tells everybody with a role for the e-service that it will be retired, and notes that in the plan. A change of the plan is announced
/// anew.
///
/// # Errors
/// `OUTCOME_MISSING` where there is no plan, `WRONG_STATE` where it is announced as it is, `STALE`, [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn announce(
    services: &Services,
    actor: &Actor,
    cycle: CycleId,
    version: i32,
) -> Result<ArtefactId> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle).await?;
    let e_service_id = view.e_service.id;
    require(
        actor,
        Permission::DecideFollowUp,
        place(e_service_id, &view.unit_path),
    )?;
    let Some((row, plan)) = queries::read::<RetirementPlan>(&txn, cycle).await?.pop() else {
        return Err(Error::refused(
            ProblemCode::OutcomeMissing,
            &[],
            "Det finns ingen avvecklingsplan.",
            "There is no plan for the retirement.",
        ));
    };
    if row.version != version {
        return Err(Error::stale());
    }
    if plan.announced_on.is_some() {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Avvecklingen är redan meddelad.",
            "The retirement is announced already.",
        ));
    }
    let retire_on = plan.retire_on;
    let announced = RetirementPlan {
        announced_on: Some(services.today()),
        ..plan
    };
    let seen = Seen {
        cycle,
        id: Some(row.id),
        version,
    };
    save_in(services, &txn, actor, seen, Ok(announced)).await?;
    let which = format!("{}/{retire_on}", row.id);
    let occasion = Occasion::of(
        NotificationKind::RetirementAnnounced,
        e_service_id,
        Thing::Cycle(cycle),
        which,
    )
    .about(retire_on);
    tell_holders(services, &txn, Some(actor), occasion).await?;
    txn.commit().await?;
    Ok(row.id)
}
