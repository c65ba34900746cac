//! Signed receipts of decisions and approvals.

mod approval;
mod decision;

use ::entity::{
    cycle, e_service,
    enums::Role,
    ids::{ApprovalId, CycleId, DecisionId, UserId},
    org_unit, role_grant, user,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::{Result, Services, access::place};
use crate::{
    domain::{
        actor::Actor,
        receipt::{InRole, Named, held_then},
    },
    global_id::encode,
};

/// What a receipt is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A decision of management.
    Decision(DecisionId),
    /// An approval.
    Approval(ApprovalId),
}

/// A receipt that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The compact JWS.
    pub token: String,
    /// What it says, as JSON.
    pub payload: String,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

/// Issues a receipt; none where there is no such thing, the person may not see it, or it is not decided.
///
/// # Errors
/// The database; no key to sign with.
pub async fn issue(services: &Services, actor: &Actor, of: Of) -> Result<Option<Issued>> {
    let receipt = match of {
        Of::Decision(id) => decision::receipt(services, actor, id).await?,
        Of::Approval(id) => approval::receipt(services, actor, id).await?,
    };
    let Some(receipt) = receipt else { return Ok(None) };
    let payload = serde_json::to_string(&receipt)
        .map_err(|error| super::Error::Internal(format!("a receipt cannot be written: {error}")))?;
    Ok(Some(Issued {
        token: services.tokens.receipt(&receipt)?,
        payload,
        issued_at: services.now(),
    }))
}

/// What a receipt says of the place where it was decided.
struct Scene {
    unit: Named,
    e_service: Named,
    cycle: CycleId,
    unit_path: String,
}

impl Scene {
    fn new(e_service: &e_service::Model, unit: &org_unit::Model, cycle: CycleId) -> Self {
        Self {
            unit: Named {
                id: encode(unit.id),
                name: unit.name.clone(),
            },
            e_service: Named {
                id: encode(e_service.id),
                name: e_service.name.clone(),
            },
            cycle,
            unit_path: unit.path.clone(),
        }
    }

    /// That of a cycle, if the person may see it.
    async fn of(services: &Services, actor: &Actor, cycle: CycleId) -> Result<Option<(Self, cycle::Model)>> {
        let mut views = super::cycle::queries::by_ids(&services.db, actor, &[cycle]).await?;
        let Some(view) = views.remove(&cycle) else {
            return Ok(None);
        };
        let unit = super::organisation::queries::unit(&services.db, view.e_service.org_unit_id).await?;
        Ok(unit.map(|unit| (Self::new(&view.e_service, &unit, cycle), view.cycle)))
    }
}

/// The role in which somebody decided, with the scope in which they held it then.
async fn in_role(
    services: &Services,
    user: UserId,
    role: Role,
    row: (&Scene, ::entity::ids::EServiceId),
    at: DateTime<Utc>,
) -> Result<InRole> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::COLUMN.user_id.eq(user))
        .filter(role_grant::COLUMN.role.eq(role))
        .find_also_related(org_unit::Entity)
        .all(&services.db)
        .await?;
    let grants: Vec<_> = grants
        .into_iter()
        .map(|(grant, unit)| (grant, unit.map(|unit| unit.path)))
        .collect();
    let (scene, e_service) = row;
    let held = held_then(&grants, place(e_service, &scene.unit_path), at);
    Ok(InRole {
        role: role.name().to_uppercase(),
        scope: held.map(|grant| grant.scope_kind.name().to_uppercase()),
        scope_id: held.and_then(|grant| grant.e_service_id.map(encode).or(grant.org_unit_id.map(encode))),
    })
}

/// People by their names.
async fn named(services: &Services, ids: &[UserId]) -> Result<Vec<Named>, DbErr> {
    let people = super::account::queries::users(&services.db, ids).await?;
    let name = |id: &UserId| people.get(id).map(|person: &user::Model| person.name.clone());
    let named = ids.iter().map(|id| Named {
        id: encode(*id),
        name: name(id).unwrap_or_default(),
    });
    Ok(named.collect())
}
