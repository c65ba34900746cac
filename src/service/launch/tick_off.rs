//! Ticking a permission on the platform off.

use ::entity::ids::ArtefactId;

use crate::{
    domain::{
        actor::Actor,
        launch::{PlatformPermission, Tick},
        permission::Permission,
    },
    service::{
        Result, Services,
        artefact::revise::{Deed, revise},
    },
};

/// Ticks a permission off as set up on the platform, or takes the tick away.
///
/// # Errors
/// `STALE`, `WRONG_STATE`, [`Error::Forbidden`](crate::service::Error::Forbidden),
/// [`Error::NotFound`](crate::service::Error::NotFound).
pub async fn tick_off(
    services: &Services,
    actor: &Actor,
    id: ArtefactId,
    version: i32,
    ticked_off: bool,
) -> Result<ArtefactId> {
    let tick = Tick {
        by: actor.user_id,
        at: services.now(),
    };
    let deed = Deed {
        permission: Permission::PrepareLaunch,
        action: "platform_permission.tick_off",
    };
    revise(
        services,
        actor,
        id,
        version,
        deed,
        |before: &PlatformPermission, _| {
            let former = before.ticked_off;
            Ok(PlatformPermission {
                ticked_off: ticked_off.then(|| former.unwrap_or(tick)),
                ..before.clone()
            })
        },
    )
    .await
}
