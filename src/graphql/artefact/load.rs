//! Reading and keeping artefacts for the types of the rooms.

use ::entity::{
    artefact,
    ids::{ArtefactId, CycleId},
};
use async_graphql::{Context, ID};

use crate::{
    domain::artefact::Artefact,
    graphql::{
        context::Here,
        cycle::types::Cycle,
        error::{ApiError, UserError, mendable},
        ids::{input_key, key},
    },
    service::{
        self,
        artefact::{
            Kept,
            save::{Seen, save_said},
        },
    },
};

/// A type of the contract that stands around an artefact.
pub trait ArtefactType: TryFrom<artefact::Model, Error = service::Error> {
    /// What it says.
    type Body: Artefact;
}

/// The artefacts of a type in a cycle that the viewer may see, by number.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycle<T: ArtefactType>(ctx: &Context<'_>, cycle: CycleId) -> Result<Vec<T>, ApiError> {
    let rows = ctx
        .loaders()
        .artefacts_of
        .load(ctx.here(), (cycle, T::Body::KIND))
        .await?
        .unwrap_or_default();
    rows.into_iter()
        .map(|row| T::try_from(row).map_err(Into::into))
        .collect()
}

/// The one artefact of a type of which a cycle has one at most; none where it was not made yet.
///
/// # Errors
/// Where the database fails.
pub async fn the_one<T: ArtefactType>(ctx: &Context<'_>, cycle: CycleId) -> Result<Option<T>, ApiError> {
    Ok(of_cycle(ctx, cycle).await?.pop())
}

/// The row of an artefact by key; none where it was taken out or the viewer may not see its cycle.
///
/// # Errors
/// Where the database fails.
pub async fn row(ctx: &Context<'_>, key: ArtefactId) -> Result<Option<artefact::Model>, ApiError> {
    let found = ctx.loaders().artefacts.load(ctx.here(), key).await?;
    let Some(row) = found.filter(|row| row.removed_at.is_none()) else {
        return Ok(None);
    };
    Ok(Cycle::load(ctx, row.cycle_id).await?.map(|_| row))
}

/// An artefact of a type by key; none where it is of another kind, was taken out or may not be seen.
///
/// # Errors
/// Where the database fails.
pub async fn by_key<T: ArtefactType>(ctx: &Context<'_>, key: ArtefactId) -> Result<Option<T>, ApiError> {
    let row = row(ctx, key).await?.filter(|row| row.kind == T::Body::KIND);
    row.map(T::try_from).transpose().map_err(Into::into)
}

/// Which artefact a client means, as it saw it: `cycleId`, the id of the artefact and `version` of an input.
///
/// # Errors
/// NOT_FOUND where an id is none of ours.
pub fn seen(cycle: &ID, id: Option<&ID>, version: i32) -> Result<Seen, ApiError> {
    Ok(Seen {
        cycle: key(cycle)?,
        id: id.map(key).transpose()?,
        version,
    })
}

/// Keeps an artefact, and answers it as it is now with its cycle and what a person can mend: the parts of a payload. `draft` is
/// made of the input; what cannot be made of it is among what a person can mend.
///
/// # Errors
/// All that a person cannot mend.
pub async fn keep<T: ArtefactType>(
    ctx: &Context<'_>,
    seen: Seen,
    draft: service::Result<T::Body>,
) -> Result<(Option<T>, Option<Cycle>, Vec<UserError>), ApiError>
where
    T::Body: Kept,
{
    let here = ctx.here();
    let outcome = save_said(&here.services, here.actor()?, seen, draft).await;
    kept(ctx, seen.cycle, seen.id, outcome).await
}

/// The parts of a payload after an artefact was kept by a use case of its own: `id` is the artefact that was meant.
///
/// # Errors
/// All that a person cannot mend.
pub async fn kept<T: ArtefactType>(
    ctx: &Context<'_>,
    cycle: CycleId,
    id: Option<ArtefactId>,
    outcome: service::Result<ArtefactId>,
) -> Result<(Option<T>, Option<Cycle>, Vec<UserError>), ApiError> {
    let (kept, errors) = mendable(ctx, outcome)?;
    let found = match kept.or(id) {
        Some(id) => by_key(ctx, id).await?,
        // One at most: whoever was too late sees what stands there.
        None if crate::domain::artefact::rule(T::Body::KIND).single => the_one(ctx, cycle).await?,
        None => None,
    };
    Ok((found, Cycle::load(ctx, cycle).await?, errors))
}

/// The same where only the artefact is known, not its cycle.
///
/// # Errors
/// All that a person cannot mend.
pub async fn changed<T: ArtefactType>(
    ctx: &Context<'_>,
    id: ArtefactId,
    outcome: service::Result<ArtefactId>,
) -> Result<(Option<T>, Option<Cycle>, Vec<UserError>), ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    let cycle = match row(ctx, id).await? {
        Some(row) => Cycle::load(ctx, row.cycle_id).await?,
        None => None,
    };
    Ok((by_key(ctx, id).await?, cycle, errors))
}

/// What was done to an artefact that is not writing it: the artefact as it is now with its cycle, and what a person can mend.
///
/// # Errors
/// All that a person cannot mend.
pub async fn revised<T: ArtefactType>(
    ctx: &Context<'_>,
    id: ArtefactId,
    outcome: service::Result<ArtefactId>,
) -> Result<(Option<T>, Option<Cycle>, Vec<UserError>), ApiError> {
    let (_, errors) = mendable(ctx, outcome)?;
    let Some(row) = row(ctx, id).await? else {
        return Ok((None, None, errors));
    };
    let cycle = Cycle::load(ctx, row.cycle_id).await?;
    Ok((Some(T::try_from(row)?), cycle, errors))
}

/// The key of another artefact that an input field names.
///
/// # Errors
/// `UNKNOWN_ID` with the path of the field.
pub fn artefact_key(id: Option<&ID>, path: &'static str) -> service::Result<Option<ArtefactId>> {
    id.map(|id| input_key(id, path)).transpose()
}
