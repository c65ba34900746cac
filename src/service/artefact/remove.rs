//! Taking an artefact out.

use ::entity::{
    artefact,
    ids::{ArtefactId, CycleId},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{queries, removable};
use crate::{
    domain::{
        actor::Actor,
        artefact::{ArtefactRefusal, is_final, may_change, rule},
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        approval::void,
        audit,
        cycle::{facts, queries as cycles, settle},
        publication::renew,
    },
};

/// Takes an artefact out; its versions stay on record. An approval that covered it becomes void.
///
/// # Errors
/// `STALE`, `WRONG_STATE` where it is not the time for it, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn remove(services: &Services, actor: &Actor, id: ArtefactId, version: i32) -> Result<CycleId> {
    let now = services.now();
    let txn = services.begin().await?;
    let row = queries::by_ids(&txn, &[id])
        .await?
        .remove(&id)
        .ok_or(Error::NotFound)?;
    let view = cycles::visible(&txn, actor, row.cycle_id).await?;
    require(
        actor,
        rule(row.kind).permission,
        place(view.e_service.id, &view.unit_path),
    )?;
    if is_final(row.kind) {
        return Err(ArtefactRefusal::Final.into());
    }
    if row.removed_at.is_some() {
        return Err(Error::NotFound);
    }
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    may_change(&loaded.facts, row.kind)?;
    let result = artefact::Entity::update_many()
        .col_expr(artefact::Column::RemovedAt, Expr::value(now))
        .col_expr(artefact::Column::UpdatedBy, Expr::value(actor.user_id))
        .col_expr(artefact::Column::UpdatedAt, Expr::value(now))
        .col_expr(
            artefact::Column::Version,
            Expr::col(artefact::Column::Version).add(1),
        )
        .filter(artefact::COLUMN.id.eq(id))
        .filter(artefact::COLUMN.version.eq(version))
        .filter(artefact::COLUMN.removed_at.is_null())
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    removable::check(&txn, actor, &row).await?;
    let entry = audit::Entry {
        action: "artefact.remove",
        thing_kind: rule(row.kind).type_name,
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "before": row.body }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    void::void_changed(services, &txn, Some(actor), view.cycle.id).await?;
    settle::settle(services, &txn, Some(actor), view.cycle.id).await?;
    renew::after_change(services, &txn, row.kind, (&view.e_service, view.cycle.id)).await?;
    txn.commit().await?;
    Ok(view.cycle.id)
}
