//! Editing a draft, and presenting it: from then on it never changes.

use std::collections::BTreeSet;

use ::entity::{
    enums::{NotificationKind, ReportState, Role},
    ids::ReportId,
    report,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::queries;
use crate::{
    database::Transaction,
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
        cycle::{queries as cycles, queries::CycleView, settle},
        notification::{
            recipients::Holders,
            tell::{Occasion, Thing, tell},
        },
    },
};

/// Writes what the service manager says of a draft.
///
/// # Errors
/// Problems with the text, `STALE`, `WRONG_STATE` where it was presented, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn edit(
    services: &Services,
    actor: &Actor,
    id: ReportId,
    version: i32,
    body: &str,
) -> Result<ReportId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, view) = writable(&txn, actor, id).await?;
    drafted(&row)?;
    let mut check = Check::default();
    let body = check.optional_text("body", body, TEXT);
    check.finish()?;
    let changed = report::ActiveModel {
        body: Set(body),
        updated_by: Set(actor.user_id),
        updated_at: Set(now),
        ..Default::default()
    };
    write(&txn, id, version, changed).await?;
    record(services, &txn, actor, "report.edit", &view, id, json!({})).await?;
    txn.commit().await?;
    Ok(id)
}

/// Presents a report to owner and management; from then on it never changes.
///
/// # Errors
/// `MISSING` where the service manager has said nothing of it, `STALE`, `WRONG_STATE` where it was presented already,
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn present(services: &Services, actor: &Actor, id: ReportId, version: i32) -> Result<ReportId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, view) = writable(&txn, actor, id).await?;
    drafted(&row)?;
    if row.version != version {
        return Err(Error::stale());
    }
    let mut check = Check::default();
    check.that(
        !row.body.is_empty(),
        ProblemCode::Missing,
        "reportId",
        "Skriv din analys innan rapporten presenteras.",
        "Write your analysis before the report is presented.",
    );
    check.finish()?;
    let roles = BTreeSet::from([Role::Owner, Role::Management]);
    let holders = Holders::load(&txn, &[view.e_service.id], &roles).await?;
    let people = holders.of(view.e_service.id, &view.unit_path, &roles);
    let recipients: Vec<_> = people.keys().copied().collect();
    let changed = report::ActiveModel {
        state: Set(ReportState::Presented),
        recipients: Set(json!(recipients)),
        presented_by: Set(Some(actor.user_id)),
        presented_at: Set(Some(now)),
        updated_by: Set(actor.user_id),
        updated_at: Set(now),
        ..Default::default()
    };
    write(&txn, id, version, changed).await?;
    let detail = json!({ "number": row.number, "recipients": recipients });
    record(services, &txn, actor, "report.present", &view, id, detail).await?;
    settle::settle(services, &txn, Some(actor), view.cycle.id).await?;
    let thing = Thing::Cycle(view.cycle.id);
    let occasion = Occasion::of(NotificationKind::ReportPresented, view.e_service.id, thing, id).by(actor);
    tell(services, &txn, Some(actor), occasion, people).await?;
    txn.commit().await?;
    Ok(id)
}

/// A report that the person may write, with its cycle, which is held.
async fn writable(txn: &Transaction, actor: &Actor, id: ReportId) -> Result<(report::Model, CycleView)> {
    let row = queries::by_ids(txn, &[id]).await?.remove(&id);
    let row = row.ok_or(Error::NotFound)?;
    let view = cycles::visible(txn, actor, row.cycle_id).await?;
    require(
        actor,
        Permission::WriteReport,
        place(view.e_service.id, &view.unit_path),
    )?;
    Ok((row, view))
}

/// What was presented never changes.
pub(super) fn drafted(row: &report::Model) -> Result<()> {
    if row.state == ReportState::Draft {
        return Ok(());
    }
    Err(Error::refused(
        ProblemCode::WrongState,
        &[],
        "Rapporten är presenterad och ändras inte längre.",
        "The report was presented and does not change any more.",
    ))
}

/// Changes a draft, if it is still at the version that was named.
pub(super) async fn write(
    txn: &Transaction,
    id: ReportId,
    version: i32,
    mut row: report::ActiveModel,
) -> Result<()> {
    row.version = Set(version.saturating_add(1));
    let result = report::Entity::update_many()
        .set(row)
        .filter(report::COLUMN.id.eq(id))
        .filter(report::COLUMN.version.eq(version))
        .filter(report::COLUMN.state.eq(ReportState::Draft))
        .exec(txn)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::stale())
    }
}

async fn record(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    action: &'static str,
    view: &CycleView,
    id: ReportId,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = audit::Entry {
        action,
        thing_kind: "FollowUpReport",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail,
    };
    audit::record(txn, Some(actor), services.now(), entry).await?;
    Ok(())
}
