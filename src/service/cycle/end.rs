//! Ending a cycle before its time or when another takes its place: nobody is asked for anything in it any more.

use ::entity::{
    approval, cycle,
    enums::{ApprovalState, TaskState},
    ids::CycleId,
    task,
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::database::Transaction;
use crate::service::Result;

/// States of a task in which something is left to do.
const OPEN: [TaskState; 3] = [TaskState::Waiting, TaskState::Ready, TaskState::InProgress];

/// Ends a cycle: its open tasks are switched off, and questions that wait for an answer are taken back. The caller holds it.
pub(in crate::service) async fn end(txn: &Transaction, id: CycleId, now: DateTime<Utc>) -> Result<()> {
    cycle::Entity::update_many()
        .col_expr(cycle::Column::EndedAt, Expr::value(now))
        .col_expr(cycle::Column::Version, Expr::col(cycle::Column::Version).add(1))
        .filter(cycle::COLUMN.id.eq(id))
        .filter(cycle::COLUMN.ended_at.is_null())
        .exec(txn)
        .await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(TaskState::NotApplicable))
        .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
        .filter(task::COLUMN.cycle_id.eq(id))
        .filter(task::COLUMN.state.is_in(OPEN))
        .exec(txn)
        .await?;
    approval::Entity::update_many()
        .col_expr(approval::Column::State, Expr::value(ApprovalState::Withdrawn))
        .col_expr(
            approval::Column::Version,
            Expr::col(approval::Column::Version).add(1),
        )
        .filter(approval::COLUMN.cycle_id.eq(id))
        .filter(approval::COLUMN.state.eq(ApprovalState::Pending))
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends the cycle in operation whose place a revision takes. What recurs begins anew in the revision; tasks that somebody added by
/// hand and that are not done go over to it.
pub(in crate::service) async fn hand_on(
    txn: &Transaction,
    former: CycleId,
    next: CycleId,
    now: DateTime<Utc>,
) -> Result<()> {
    task::Entity::update_many()
        .col_expr(task::Column::CycleId, Expr::value(next))
        .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
        .filter(task::COLUMN.cycle_id.eq(former))
        .filter(task::COLUMN.activity.is_null())
        .filter(task::COLUMN.state.is_in(OPEN))
        .exec(txn)
        .await?;
    end(txn, former, now).await
}
