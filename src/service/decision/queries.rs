//! Every query on decisions.

use std::collections::HashMap;

use ::entity::{
    decision,
    ids::{CycleId, DecisionId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// The decisions of each cycle, latest first; the first is in force. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
) -> Result<HashMap<CycleId, Vec<decision::Model>>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = decision::Entity::find()
        .filter(decision::COLUMN.cycle_id.is_in(cycles.iter().copied()))
        .order_by_desc(decision::COLUMN.id)
        .all(db)
        .await?;
    let mut decisions: HashMap<CycleId, Vec<decision::Model>> = HashMap::new();
    for row in rows {
        decisions.entry(row.cycle_id).or_default().push(row);
    }
    Ok(decisions)
}

/// A decision, whoever asks.
///
/// # Errors
/// Where the database fails.
pub async fn decision(db: &impl ConnectionTrait, id: DecisionId) -> Result<Option<decision::Model>, DbErr> {
    decision::Entity::find_by_id(id).one(db).await
}
