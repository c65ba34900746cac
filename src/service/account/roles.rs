//! Giving and taking back roles.

use ::entity::{
    enums::{NotificationKind, Role, ScopeKind},
    ids::{EServiceId, OrgUnitId, RoleGrantId, UserId},
    role_grant, user,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::queries;
use crate::{
    domain::{
        actor::Actor,
        notification::Details,
        permission::{Permission, scopes_of},
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require, require_global},
        audit,
        cycle::settle,
        e_service,
        notification::tell::{Occasion, tell_person},
        organisation,
    },
};

/// A role to be given.
#[derive(Clone, Copy, Debug)]
pub struct Appointment {
    /// To whom.
    pub user: UserId,
    /// Which role.
    pub role: Role,
    /// Limited to a unit with those below it.
    pub org_unit: Option<OrgUnitId>,
    /// Limited to an e-service.
    pub e_service: Option<EServiceId>,
}

impl Appointment {
    const fn scope_kind(&self) -> ScopeKind {
        match (self.org_unit, self.e_service) {
            (_, Some(_)) => ScopeKind::EService,
            (Some(_), None) => ScopeKind::OrgUnit,
            (None, None) => ScopeKind::Global,
        }
    }
}

/// Gives a role: an administrator any, in any scope that the role can have. `actor` is none on the command line.
///
/// # Errors
/// `UNKNOWN_ID`, `SCOPE_NOT_ALLOWED`, [`Error::Forbidden`].
pub async fn grant(
    services: &Services,
    actor: Option<&Actor>,
    appointment: Appointment,
) -> Result<RoleGrantId> {
    if let Some(actor) = actor {
        require_global(actor, Permission::GrantRoles)?;
    }
    let txn = services.begin().await?;
    if let Some(id) = appointment.org_unit
        && organisation::queries::unit(&txn, id).await?.is_none()
    {
        return Err(unknown("orgUnitId"));
    }
    if let Some(id) = appointment.e_service {
        let found = e_service::queries::exists(&txn, id).await?;
        let (row, _) = found.ok_or_else(|| unknown("eServiceId"))?;
        settle::hold(&txn, &row).await?;
    }
    let id = give(services, &txn, actor, appointment).await?;
    if let Some(id) = appointment.e_service {
        settle::settle_e_service(services, &txn, actor, id).await?;
    }
    txn.commit().await?;
    Ok(id)
}

/// Appoints a person to a role on an e-service: management, the owner or the lead do so.
///
/// # Errors
/// `UNKNOWN_ID`, `SCOPE_NOT_ALLOWED`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn appoint(
    services: &Services,
    actor: &Actor,
    e_service: EServiceId,
    user: UserId,
    role: Role,
) -> Result<RoleGrantId> {
    let txn = services.begin().await?;
    let (row, unit_path) = e_service::queries::visible(&txn, actor, e_service).await?;
    require(actor, Permission::AppointPeople, place(row.id, &unit_path))?;
    settle::hold(&txn, &row).await?;
    let appointment = Appointment {
        user,
        role,
        org_unit: None,
        e_service: Some(e_service),
    };
    let id = give(services, &txn, Some(actor), appointment).await?;
    settle::settle_e_service(services, &txn, Some(actor), e_service).await?;
    txn.commit().await?;
    Ok(id)
}

/// Takes a role back; tokens that carry it are refused from now on. An administrator takes back any, those who appoint on an
/// e-service the roles on it.
///
/// # Errors
/// `LAST_ADMINISTRATOR`, [`Error::NotFound`], [`Error::Forbidden`].
pub async fn revoke(services: &Services, actor: &Actor, id: RoleGrantId) -> Result<UserId> {
    let now = services.now();
    let txn = services.begin().await?;
    let grant = role_grant::Entity::find_by_id(id)
        .filter(role_grant::COLUMN.revoked_at.is_null())
        .one(&txn)
        .await?
        .ok_or(Error::NotFound)?;
    match grant.e_service_id {
        Some(e_service) if require_global(actor, Permission::GrantRoles).is_err() => {
            let (row, unit_path) = e_service::queries::visible(&txn, actor, e_service).await?;
            require(actor, Permission::AppointPeople, place(row.id, &unit_path))?;
        }
        _ => require_global(actor, Permission::GrantRoles)?,
    }
    if let Some(id) = grant.e_service_id
        && let Some((row, _)) = e_service::queries::exists(&txn, id).await?
    {
        settle::hold(&txn, &row).await?;
    }
    if grant.role == Role::Admin && queries::global_holders(&txn, Role::Admin).await? <= 1 {
        return Err(Error::refused(
            ProblemCode::LastAdministrator,
            &["roleGrantId"],
            "Den sista administratören kan inte tas bort.",
            "The last administrator cannot be taken away.",
        ));
    }
    role_grant::Entity::update_many()
        .col_expr(role_grant::Column::RevokedAt, Expr::value(now))
        .filter(role_grant::COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    raise_epoch(&txn, grant.user_id).await?;
    record(&txn, Some(actor), now, "role.revoke", &grant).await?;
    tell_of(services, &txn, Some(actor), NotificationKind::RoleRevoked, &grant).await?;
    if let Some(e_service) = grant.e_service_id {
        settle::settle_e_service(services, &txn, Some(actor), e_service).await?;
    }
    txn.commit().await?;
    services.live.wake();
    Ok(grant.user_id)
}

/// Gives a role and tells the person; giving a role that is held already answers the grant that there is.
pub(in crate::service) async fn give(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    appointment: Appointment,
) -> Result<RoleGrantId> {
    let (id, new) = give_quietly(services, txn, actor, appointment).await?;
    // Whoever runs the command line tells the person themselves.
    if let Some(row) = new.filter(|_| actor.is_some()) {
        tell_of(services, txn, actor, NotificationKind::RoleGranted, &row).await?;
    }
    Ok(id)
}

/// Gives a role without telling the person: where a whole municipality is brought in. Answers the grant, and its row where it is new.
pub(in crate::service) async fn give_quietly(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    appointment: Appointment,
) -> Result<(RoleGrantId, Option<role_grant::Model>)> {
    let now = services.now();
    let scope_kind = appointment.scope_kind();
    if !scopes_of(appointment.role).contains(&scope_kind) {
        return Err(Error::refused(
            ProblemCode::ScopeNotAllowed,
            &["role"],
            "Rollen kan inte ges i den omfattningen.",
            "The role cannot be given in that scope.",
        ));
    }
    if queries::user(txn, appointment.user)
        .await?
        .is_none_or(|user| !user.active)
    {
        return Err(unknown("userId"));
    }
    if let Some(held) = queries::held(
        txn,
        appointment.user,
        appointment.role,
        appointment.org_unit,
        appointment.e_service,
    )
    .await?
    {
        return Ok((held.id, None));
    }
    let row = role_grant::Model {
        id: RoleGrantId::new(),
        user_id: appointment.user,
        role: appointment.role,
        scope_kind,
        org_unit_id: appointment.org_unit,
        e_service_id: appointment.e_service,
        granted_by: actor.map(|actor| actor.user_id),
        granted_at: now,
        revoked_at: None,
    };
    role_grant::Entity::insert(role_grant::ActiveModel {
        id: Set(row.id),
        user_id: Set(row.user_id),
        role: Set(row.role),
        scope_kind: Set(row.scope_kind),
        org_unit_id: Set(row.org_unit_id),
        e_service_id: Set(row.e_service_id),
        granted_by: Set(row.granted_by),
        granted_at: Set(now),
        revoked_at: Set(None),
    })
    .exec_without_returning(txn)
    .await?;
    raise_epoch(txn, row.user_id).await?;
    record(txn, actor, now, "role.grant", &row).await?;
    Ok((row.id, Some(row)))
}

/// Tells somebody that a role was given to them or taken from them.
async fn tell_of(
    services: &Services,
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    kind: NotificationKind,
    grant: &role_grant::Model,
) -> Result<()> {
    let mut occasion = Occasion::of_account(kind, grant.id).with(Details {
        granted: Some(grant.role),
        by: actor.map(|actor| actor.user_id),
        ..Details::default()
    });
    occasion.e_service_id = grant.e_service_id;
    tell_person(services, txn, actor, occasion, grant.user_id).await
}

async fn raise_epoch(txn: &impl ConnectionTrait, user: UserId) -> Result<()> {
    user::Entity::update_many()
        .col_expr(user::Column::RoleEpoch, Expr::col(user::Column::RoleEpoch).add(1))
        .filter(user::COLUMN.id.eq(user))
        .exec(txn)
        .await?;
    Ok(())
}

fn unknown(path: &'static str) -> Error {
    Error::refused(ProblemCode::UnknownId, &[path], "Finns inte.", "Does not exist.")
}

async fn record(
    txn: &impl ConnectionTrait,
    actor: Option<&Actor>,
    now: DateTime<Utc>,
    action: &'static str,
    grant: &role_grant::Model,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        thing_kind: "RoleGrant",
        thing_id: grant.id.0,
        e_service_id: grant.e_service_id,
        detail: json!({
            "user": grant.user_id, "role": grant.role, "scope": grant.scope_kind,
            "orgUnit": grant.org_unit_id, "eService": grant.e_service_id,
        }),
    };
    Ok(audit::record(txn, actor, now, entry).await?)
}
