//! Retiring an e-service: its operation ends.

use ::entity::{e_service, enums::EServiceState, ids::EServiceId, metric};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::plan::newest_verdict;
use crate::{
    domain::{
        actor::Actor,
        permission::Permission,
        retirement::{RetirementPlan, may_retire},
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        artefact, audit,
        cycle::{end::end, queries as cycles, settle},
        e_service as e_services,
        publication::renew,
    },
};

/// Retires an e-service on the day of its plan or after it: the cycle in operation ends, nothing is measured or reminded of any more, and
/// its public page is gone. All that was kept of it stays.
///
/// # Errors
/// `STALE`, `OUTCOME_MISSING` without a plan, `WRONG_STATE` where the newest decision is not to retire, before its day or its announcement, while a revision is under way, or where it
/// is not in operation, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn retire(services: &Services, actor: &Actor, id: EServiceId, version: i32) -> Result<EServiceId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, unit_path) = e_services::queries::visible(&txn, actor, id).await?;
    require(actor, Permission::DecideFollowUp, place(id, &unit_path))?;
    settle::hold(&txn, &row).await?;
    if row.version != version {
        return Err(Error::stale());
    }
    let being_revised = match row.development_cycle_id {
        Some(cycle) => cycles::held(&txn, cycle).await?.cycle.ended_at.is_none(),
        None => false,
    };
    let cycle = row
        .operation_cycle_id
        .filter(|_| row.state == EServiceState::Live);
    let plan = match cycle {
        Some(cycle) => artefact::queries::read::<RetirementPlan>(&txn, cycle)
            .await?
            .pop(),
        None => None,
    };
    let plan = plan.map(|(_, plan)| plan);
    let decided = newest_verdict(&txn, id).await?;
    may_retire(
        decided,
        plan.as_ref(),
        services.today(),
        cycle.is_some(),
        being_revised,
    )?;
    if let Some(cycle) = cycle {
        end(&txn, cycle, now).await?;
    }
    metric::Entity::update_many()
        .col_expr(metric::Column::NextDueOn, Expr::value(None::<chrono::NaiveDate>))
        .col_expr(metric::Column::Version, Expr::col(metric::Column::Version).add(1))
        .filter(metric::COLUMN.e_service_id.eq(id))
        .filter(metric::COLUMN.next_due_on.is_not_null())
        .exec(&txn)
        .await?;
    let result = e_service::Entity::update_many()
        .set(e_service::ActiveModel {
            state: Set(EServiceState::Retired),
            development_cycle_id: Set(None),
            operation_cycle_id: Set(None),
            updated_at: Set(now),
            version: Set(version.saturating_add(1)),
            ..Default::default()
        })
        .filter(e_service::COLUMN.id.eq(id))
        .filter(e_service::COLUMN.version.eq(version))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::stale());
    }
    let entry = audit::Entry {
        action: "e_service.retire",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({ "plan": plan, "before": { "state": row.state, "operationCycle": cycle } }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    renew::renew(services, &txn, id).await?;
    txn.commit().await?;
    Ok(id)
}
