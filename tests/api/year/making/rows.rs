//! Rows that e-services are made of.

use ::entity::{
    approval, cycle,
    enums::{Approach, ApprovalState, ApprovalSubject, CycleKind, Phase, Role, TaskState},
    ids::{ApprovalId, CycleId, EServiceId, TaskId, UserId},
    revision, task,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::Ground;
use crate::support::app::TestApp;

/// A day from the beginning of the year.
pub(super) fn day(app: &TestApp, from_today: i64) -> NaiveDate {
    app.today() + Duration::days(from_today)
}

pub(super) fn turn(
    ground: &Ground<'_>,
    id: EServiceId,
    cycle: CycleId,
    kind: CycleKind,
) -> cycle::ActiveModel {
    let begun = ground.app.now() - Duration::days(800);
    cycle::ActiveModel {
        id: Set(cycle),
        e_service_id: Set(id),
        template_id: Set(ground.template),
        kind: Set(kind),
        approach: Set(Some(Approach::Ongoing)),
        target_group: Set(Some(false)),
        test_group: Set(Some(false)),
        deadline: Set(None),
        launch_date: Set(None),
        launch_date_set_at: Set(None),
        published_at: Set(None),
        begun_at: Set(begun),
        phase_since: Set(begun),
        operation_interval: Set(None),
        information_interval: Set(None),
        ended_at: Set(None),
        version: Set(1),
        ..Default::default()
    }
}

pub(super) fn revised(
    id: EServiceId,
    (first, second): (CycleId, CycleId),
    by: UserId,
    now: DateTime<Utc>,
) -> revision::ActiveModel {
    revision::ActiveModel {
        cycle_id: Set(second),
        e_service_id: Set(id),
        revises_cycle_id: Set(first),
        reason: Set("Fler ska bli klara.".into()),
        chosen: Set(json!([])),
        held_approvals: Set(json!([])),
        begun_by: Set(by),
        begun_at: Set(now),
        ..Default::default()
    }
}

/// A question for an approval.
pub(in crate::year) fn asked(
    (id, cycle): (EServiceId, CycleId),
    subject: ApprovalSubject,
    role: Role,
    by: UserId,
    at: DateTime<Utc>,
) -> approval::ActiveModel {
    approval::ActiveModel {
        id: Set(ApprovalId::new()),
        e_service_id: Set(id),
        cycle_id: Set(cycle),
        subject: Set(subject),
        role: Set(role),
        content: Set("{}".into()),
        content_hash: Set("0".repeat(64)),
        contributors: Set(json!([])),
        state: Set(ApprovalState::Pending),
        asked_by: Set(by),
        asked_at: Set(at),
        decided_by: Set(None),
        decided_at: Set(None),
        metric_versions: Set(None),
        reason: Set(None),
        voided_at: Set(None),
        version: Set(1),
    }
}

/// A task that somebody has added, and that can be done.
pub(super) fn by_hand(
    (id, cycle): (EServiceId, CycleId),
    phase: Phase,
    role: Role,
    assignee: Option<UserId>,
    due_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> task::ActiveModel {
    task::ActiveModel {
        id: Set(TaskId::new()),
        cycle_id: Set(cycle),
        e_service_id: Set(id),
        activity: Set(None),
        phase: Set(phase),
        title: Set(Some("Stäm av med andra".into())),
        description: Set(None),
        role: Set(role),
        assignee_id: Set(assignee),
        state: Set(TaskState::Ready),
        due_on: Set(due_on),
        due_by_hand: Set(due_on.is_some()),
        skip_reason: Set(None),
        completed_by: Set(None),
        completed_at: Set(None),
        position: Set(1_000),
        occurrence: Set(1),
        created_at: Set(now),
        version: Set(1),
    }
}
