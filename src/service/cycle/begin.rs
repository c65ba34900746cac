//! Beginning a cycle: its tasks are made from the newest template.

use ::entity::{
    cycle,
    enums::{CycleKind, Phase},
    ids::{CycleId, EServiceId},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{facts, settle::insert_tasks};
use crate::{
    domain::task,
    service::{Result, Services},
};

/// Begins a cycle in the phase of inventory. The caller has made the e-service and commits.
///
/// # Errors
/// Where the database fails.
pub async fn begin(
    services: &Services,
    txn: &sea_orm::DatabaseTransaction,
    e_service: EServiceId,
    id: CycleId,
    kind: CycleKind,
) -> Result<()> {
    let now = services.now();
    let version = services.templates.newest(txn).await?;
    let row = cycle::Model {
        id,
        e_service_id: e_service,
        template_id: version.id,
        kind,
        phase: Phase::Inventory,
        approach: None,
        deadline: None,
        target_group: None,
        test_group: None,
        launch_date: None,
        launch_date_set_at: None,
        published_at: None,
        begun_at: now,
        phase_since: now,
        ended_at: None,
        version: 1,
    };
    let mut insert = row.clone().into_active_model();
    insert.id = Set(id);
    cycle::Entity::insert(insert.reset_all())
        .exec_without_returning(txn)
        .await?;
    let tasks = task::instantiate(&version.template, &facts::at_beginning(services, &row));
    insert_tasks(txn, &row, tasks, now).await
}
