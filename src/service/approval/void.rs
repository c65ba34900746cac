//! What was approved is one exact version: an approval whose content has changed is void, and one after which something has come up that
//! it waits for.

use ::entity::{
    approval,
    enums::{ApprovalState, ApprovalSubject, NotificationKind},
    ids::CycleId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use super::content;
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        approval::{content_hash, has_lapsed},
        notification::Details,
    },
    service::{
        Result, Services,
        notification::tell::{Occasion, Thing, tell},
    },
};

/// Makes void every approval of a cycle, asked or given, whose content is not what it was, and every one given after which something has
/// come up that it waits for: a blocking defect after the tester's. Tells who asked for it and who gave it. The caller settles the
/// cycle.
///
/// # Errors
/// Where the database fails.
pub async fn void_changed(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    cycle: CycleId,
) -> Result<()> {
    for row in void_quietly(services, txn, cycle).await? {
        let occasion = Occasion::of(
            NotificationKind::ApprovalVoid,
            row.e_service_id,
            Thing::Approval(row.id),
            row.id,
        )
        .with(Details {
            by: actor.map(|actor| actor.user_id),
            ..Details::default()
        });
        let people = [Some(row.asked_by), row.decided_by];
        let people = people.into_iter().flatten().map(|user| (user, None)).collect();
        tell(services, txn, actor, occasion, people).await?;
    }
    Ok(())
}

/// Makes void what is not what it was, and answers it. Nobody is told: for whoever puts a new approval in its place.
///
/// # Errors
/// Where the database fails.
pub async fn void_quietly(
    services: &Services,
    txn: &Transaction,
    cycle: CycleId,
) -> Result<Vec<approval::Model>> {
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
        return Ok(Vec::new());
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
    make_void(services, txn, ids.clone()).await?;
    Ok(standing.into_iter().filter(|row| ids.contains(&row.id)).collect())
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
