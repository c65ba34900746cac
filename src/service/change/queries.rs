//! Every query on notes of changes.

use std::sync::Arc;

use ::entity::{
    change, e_service,
    enums::ChangeKind,
    ids::{EServiceId, UserId},
    org_unit,
};
use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use uuid::Uuid;

use super::{KEPT, numbers::Numbers};
use crate::{
    domain::actor::Actor,
    service::{Result, Services, access::may_see_one},
};

/// Something that was made or changed, with what tells who may hear of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// Key of the thing.
    pub thing: Uuid,
    /// The e-service that it belongs to.
    pub e_service: EServiceId,
    confidential: bool,
    proposed_by: UserId,
    unit_path: Arc<str>,
}

impl Change {
    /// Whether the person may see the e-service that it belongs to, as it was when the change was read.
    #[must_use]
    pub fn may_be_seen_by(&self, actor: &Actor) -> bool {
        let Self {
            e_service,
            confidential,
            proposed_by,
            unit_path,
            ..
        } = self;
        may_see_one(actor, *e_service, *confidential, *proposed_by, unit_path)
    }
}

/// The numbers of the newest notes, rising: where one begins who has read nothing.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<Vec<i64>, DbErr> {
    let mut numbers: Vec<i64> = change::Entity::find()
        .select_only()
        .column(change::Column::Number)
        .order_by_desc(change::Column::Number)
        .limit(1_000)
        .into_tuple()
        .all(db)
        .await?;
    numbers.reverse();
    Ok(numbers)
}

/// What was noted and not read yet, with the numbers; at most so many as a look takes. One statement.
pub(super) async fn unread(
    db: &impl ConnectionTrait,
    read: &Numbers,
    most: u64,
) -> Result<(Vec<i64>, Vec<Change>), DbErr> {
    let number = change::COLUMN.number;
    let mut wanted = Condition::any().add(number.gt(read.last()));
    for (from, to) in read.missing() {
        wanted = wanted.add(number.between(from, to));
    }
    let rows: Vec<(i64, ChangeKind, Uuid, EServiceId, bool, UserId, String)> = change::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, change::Relation::EService.def())
        .join(JoinType::InnerJoin, e_service::Relation::OrgUnit.def())
        .column(change::Column::Number)
        .column(change::Column::Kind)
        .column(change::Column::ThingId)
        .column(change::Column::EServiceId)
        .column(e_service::Column::Confidential)
        .column(e_service::Column::ProposedBy)
        .column(org_unit::Column::Path)
        .filter(wanted)
        .order_by_asc(change::Column::Number)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let mut numbers = Vec::with_capacity(rows.len());
    let mut changes: Vec<Change> = Vec::new();
    for (number, kind, thing, e_service, confidential, proposed_by, unit_path) in rows {
        numbers.push(number);
        // What is changed several times in a row is read once.
        if !changes
            .iter()
            .any(|known| (known.kind, known.thing) == (kind, thing))
        {
            changes.push(Change {
                kind,
                thing,
                e_service,
                confidential,
                proposed_by,
                unit_path: unit_path.into(),
            });
        }
    }
    Ok((numbers, changes))
}

/// Forgets all but the newest notes; answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn forget(services: &Services) -> Result<u64> {
    let last: Option<i64> = change::Entity::find()
        .select_only()
        .column(change::Column::Number)
        .order_by_desc(change::Column::Number)
        .into_tuple()
        .one(&services.db)
        .await?;
    let forgotten = change::Entity::delete_many()
        .filter(change::COLUMN.number.lte(last.unwrap_or(0) - KEPT))
        .exec(&services.db)
        .await?;
    Ok(forgotten.rows_affected)
}
