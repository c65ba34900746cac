//! What was approved is one exact version: an approval whose content has changed is void, and one after which something has come up that
//! it waits for.

use ::entity::{
    approval,
    enums::{ApprovalState, ApprovalSubject},
    ids::CycleId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::content;
use crate::{
    domain::approval::{content_hash, has_lapsed},
    service::{Result, Services},
};

/// Makes void every approval of a cycle, asked or given, whose content is not what it was, and every one given after which something has
/// come up that it waits for: a blocking defect after the tester's. The caller settles the cycle.
///
/// # Errors
/// Where the database fails.
pub async fn void_changed(services: &Services, txn: &DatabaseTransaction, cycle: CycleId) -> Result<()> {
    let standing = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(cycle))
        .filter(
            approval::COLUMN
                .state
                .is_in([ApprovalState::Pending, ApprovalState::Approved]),
        )
        .all(txn)
        .await?;
    if standing.is_empty() {
        return Ok(());
    }
    let current = content::load(txn, cycle).await?;
    let changed: Vec<_> = standing
        .iter()
        .filter(|row| {
            let now_is = content_hash(&current.of(row.subject));
            has_lapsed(
                row.state,
                &row.content_hash,
                &now_is,
                current.has_come_up(row.subject),
            )
        })
        .map(|row| row.id)
        .collect();
    // Once anything that the owner's last approval rests on is void, it is void too, even if its own content is the same.
    let rests = standing.iter().filter(|row| {
        row.subject == ApprovalSubject::EService
            && standing.iter().any(|other| {
                other.subject != ApprovalSubject::EService
                    && changed.contains(&other.id)
                    && other.state == ApprovalState::Approved
            })
    });
    let ids: Vec<_> = changed.iter().copied().chain(rests.map(|row| row.id)).collect();
    make_void(services, txn, ids).await
}

/// Makes approvals void. The caller settles the cycle.
///
/// # Errors
/// Where the database fails.
pub(in crate::service) async fn make_void(
    services: &Services,
    txn: &impl ConnectionTrait,
    ids: Vec<::entity::ids::ApprovalId>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    approval::Entity::update_many()
        .col_expr(approval::Column::State, Expr::value(ApprovalState::Void))
        .col_expr(approval::Column::VoidedAt, Expr::value(services.now()))
        .col_expr(
            approval::Column::Version,
            Expr::col(approval::Column::Version).add(1),
        )
        .filter(approval::COLUMN.id.is_in(ids))
        .exec(txn)
        .await?;
    Ok(())
}
