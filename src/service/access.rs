//! The check of a row: whether this person may do this here. The guard on the field has asked the same table before.

use ::entity::{
    e_service,
    ids::{EServiceId, UserId},
};

use super::{Error, Result};
use crate::domain::{
    actor::{Actor, Place},
    permission::Permission,
};

/// Requires a permission that holds for the whole municipality.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn require_global(actor: &Actor, permission: Permission) -> Result<()> {
    require(
        actor,
        permission,
        Place {
            e_service: None,
            unit_path: "",
        },
    )
}

/// Requires a permission that the person holds anywhere, before what it is about is known.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn require_somewhere(actor: &Actor, permission: Permission) -> Result<()> {
    if permission.could_be_held_by(Some(actor)) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}

/// Requires a permission at a place that the person may see.
///
/// # Errors
/// [`Error::Forbidden`].
pub fn require(actor: &Actor, permission: Permission, place: Place<'_>) -> Result<()> {
    if permission.is_held_at(actor, place) {
        Ok(())
    } else {
        Err(Error::Forbidden(permission))
    }
}

/// Whether the person may see the e-service: all that is not confidential, what they put forward, and where they have a part.
#[must_use]
pub fn may_see(actor: &Actor, row: &e_service::Model, unit_path: &str) -> bool {
    may_see_one(actor, row.id, row.confidential, row.proposed_by, unit_path)
}

/// The same by what it rests on.
#[must_use]
pub fn may_see_one(
    actor: &Actor,
    id: EServiceId,
    confidential: bool,
    proposed_by: UserId,
    unit_path: &str,
) -> bool {
    !confidential || proposed_by == actor.user_id || actor.has_part_in(place(id, unit_path))
}

/// The place of an e-service.
#[must_use]
pub const fn place(id: EServiceId, unit_path: &str) -> Place<'_> {
    Place {
        e_service: Some(id),
        unit_path,
    }
}
