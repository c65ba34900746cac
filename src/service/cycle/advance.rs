//! Moving a cycle on through the gate to its next phase.

use ::entity::{
    cycle, e_service,
    enums::{EServiceState, Phase},
    ids::CycleId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{facts, queries, settle};
use crate::{
    database::Transaction,
    domain::{actor::Actor, lifecycle, permission::Permission},
    service::{
        Error, Result, Services,
        access::{place, require},
        audit, publication,
    },
};

/// Moves a cycle on when every condition of its gate holds.
///
/// # Errors
/// `GATE_CLOSED` and other refusals of the rules, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn advance(services: &Services, actor: &Actor, id: CycleId, version: i32) -> Result<CycleId> {
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::AdvancePhase,
        place(view.e_service.id, &view.unit_path),
    )?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    let template = services
        .templates
        .get(&txn, view.cycle.template_id)
        .await?
        .template;
    let next = lifecycle::advance(&template, &loaded.facts)?;
    let changed = cycle::ActiveModel {
        phase: Set(next),
        phase_since: Set(services.now()),
        ..Default::default()
    };
    change(&txn, &view.cycle, changed).await?;
    if next == Phase::Preparation && view.e_service.state == EServiceState::Idea {
        set_state(services, &txn, view.e_service.id, EServiceState::InDevelopment).await?;
    } else {
        touch(services, &txn, view.e_service.id).await?;
    }
    let entry = audit::Entry {
        action: "cycle.advance",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "phase": next, "before": { "phase": view.cycle.phase } }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    settle::settle(services, &txn, Some(actor), id).await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes a cycle, if it is still at the version that was read.
pub(in crate::service) async fn change(
    txn: &Transaction,
    row: &cycle::Model,
    mut changed: cycle::ActiveModel,
) -> Result<()> {
    changed.version = Set(row.version + 1);
    let result = cycle::Entity::update_many()
        .set(changed)
        .filter(cycle::COLUMN.id.eq(row.id))
        .filter(cycle::COLUMN.version.eq(row.version))
        .exec(txn)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::stale())
    }
}

/// Notes that something about an e-service changed, so that it comes first in the list of latest changes.
pub(in crate::service) async fn touch(
    services: &Services,
    txn: &Transaction,
    id: ::entity::ids::EServiceId,
) -> Result<()> {
    let changed = e_service::ActiveModel {
        updated_at: Set(services.now()),
        ..Default::default()
    };
    e_service::Entity::update_many()
        .set(changed)
        .filter(e_service::COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    // What is taken out of operation is not published any more.
    publication::renew::renew(services, txn, id).await
}

/// Moves an e-service to another state.
pub(in crate::service) async fn set_state(
    services: &Services,
    txn: &Transaction,
    id: ::entity::ids::EServiceId,
    state: EServiceState,
) -> Result<()> {
    let changed = e_service::ActiveModel {
        state: Set(state),
        updated_at: Set(services.now()),
        ..Default::default()
    };
    e_service::Entity::update_many()
        .set(changed)
        .filter(e_service::COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    Ok(())
}
