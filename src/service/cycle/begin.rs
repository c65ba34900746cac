//! Beginning a cycle: its tasks are made from the newest template.

use std::collections::BTreeSet;

use ::entity::{
    cycle,
    enums::{Approach, CycleKind, Phase},
    ids::{CycleId, EServiceId},
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::{facts, settle::insert_tasks};
use crate::{
    database::Transaction,
    domain::task,
    service::{Result, Services},
};

/// How a cycle begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// Key of the cycle.
    pub id: CycleId,
    /// Why it is begun.
    pub kind: CycleKind,
    /// In which phase.
    pub phase: Phase,
    /// Project or ongoing development, where that is decided already.
    pub approach: Option<Approach>,
    /// When it is to be finished, where that is decided already.
    pub deadline: Option<NaiveDate>,
    /// Whether the target group is asked, where that is decided already.
    pub target_group: Option<bool>,
    /// Whether a test group tests, where that is decided already.
    pub test_group: Option<bool>,
    /// Keys of the activities that are left out.
    pub left_out: BTreeSet<String>,
}

impl Start {
    /// An idea: nothing is decided, and nothing left out.
    #[must_use]
    pub const fn idea(id: CycleId) -> Self {
        Self {
            id,
            kind: CycleKind::New,
            phase: Phase::Inventory,
            approach: None,
            deadline: None,
            target_group: None,
            test_group: None,
            left_out: BTreeSet::new(),
        }
    }
}

/// Begins a cycle. The caller has made the e-service, or names the cycle in it, and commits.
///
/// # Errors
/// Where the database fails.
pub async fn begin(
    services: &Services,
    txn: &Transaction,
    e_service: EServiceId,
    start: Start,
) -> Result<cycle::Model> {
    let now = services.now();
    let version = services.templates.newest(txn).await?;
    let row = cycle::Model {
        id: start.id,
        e_service_id: e_service,
        template_id: version.id,
        kind: start.kind,
        phase: start.phase,
        approach: start.approach,
        deadline: start.deadline,
        target_group: start.target_group,
        test_group: start.test_group,
        launch_date: None,
        launch_date_set_at: None,
        published_at: None,
        begun_at: now,
        phase_since: now,
        operation_interval: None,
        information_interval: None,
        ended_at: None,
        version: 1,
    };
    let mut insert = row.clone().into_active_model();
    insert.id = Set(row.id);
    cycle::Entity::insert(insert.reset_all())
        .exec_without_returning(txn)
        .await?;
    let facts = facts::at_beginning(services, &row);
    let tasks = task::instantiate_without(&version.template, &facts, &start.left_out);
    insert_tasks(txn, &row, tasks, now).await?;
    Ok(row)
}
