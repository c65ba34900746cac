//! Publishing: the e-service goes live, and its measures begin to fall due.

use ::entity::{
    cycle, e_service,
    enums::{EServiceState, NotificationKind},
    ids::CycleId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{advance::change, end::hand_on, facts, queries, settle};
use crate::{
    domain::{actor::Actor, lifecycle, permission::Permission},
    service::{
        Error, Result, Services,
        access::{place, require},
        audit, metric,
        notification::tell::{Occasion, Thing, tell_holders},
        publication,
    },
};

/// An editor publishes on or after the launch date, never before. The operation of an earlier cycle is taken over: that cycle ends,
/// and measuring goes on at its intervals.
///
/// # Errors
/// `BEFORE_LAUNCH_DATE` where only the date is left, `GATE_CLOSED` and other refusals of the rules, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn publish(services: &Services, actor: &Actor, id: CycleId, version: i32) -> Result<CycleId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::Publish,
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
    let next = lifecycle::publish(&template, &loaded.facts)?;
    let changed = cycle::ActiveModel {
        phase: Set(next),
        phase_since: Set(now),
        published_at: Set(Some(now)),
        ..Default::default()
    };
    change(&txn, &view.cycle, changed).await?;
    if let Some(former) = view.e_service.operation_cycle_id {
        hand_on(&txn, former, id, now).await?;
    }
    e_service::Entity::update_many()
        .set(e_service::ActiveModel {
            state: Set(EServiceState::Live),
            development_cycle_id: Set(None),
            operation_cycle_id: Set(Some(id)),
            updated_at: Set(now),
            version: Set(view.e_service.version + 1),
            ..Default::default()
        })
        .filter(e_service::COLUMN.id.eq(view.e_service.id))
        .exec(&txn)
        .await?;
    metric::measure::begin_measuring(&txn, view.e_service.id, services.today(), now).await?;
    let entry = audit::Entry {
        action: "cycle.publish",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "phase": next, "launchDate": view.cycle.launch_date }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    settle::settle(services, &txn, Some(actor), id).await?;
    publication::renew::renew(services, &txn, view.e_service.id).await?;
    let occasion = Occasion::of(
        NotificationKind::Published,
        view.e_service.id,
        Thing::Cycle(id),
        id,
    )
    .by(actor);
    tell_holders(services, &txn, Some(actor), occasion).await?;
    txn.commit().await?;
    Ok(id)
}
