//! Retried mutations: a request with the same idempotency key gets the first answer again.

use ::entity::{
    idempotent_answer,
    ids::{IdempotentAnswerId, MachineClientId, UserId},
};
use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};

use crate::service::{Result, Services};

/// A first request that has not answered after so long has died; its retry is carried out.
const GIVEN_UP: Duration = Duration::minutes(2);

/// What is known of a key.
pub enum Known {
    /// The request is the first with this key; its answer is to be kept under the id.
    First(IdempotentAnswerId),
    /// The first answer, JSON.
    Answered(String),
    /// The first request is still under way.
    UnderWay,
    /// The key was used for another request.
    OtherRequest,
}

/// The key of a program, told apart from those of people and of other programs.
#[must_use]
pub fn apart(machine: MachineClientId, key: &str) -> String {
    let hash: String = Sha256::digest(format!("{machine}/{key}").as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("machine/{hash}")
}

/// Looks a key up, and takes it where nobody has.
///
/// # Errors
/// Where the database fails.
pub async fn look_up(services: &Services, user: UserId, key: &str, request: &str) -> Result<Known> {
    let now = services.now();
    let hash: String = Sha256::digest(request.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let id = IdempotentAnswerId::new();
    let taken = idempotent_answer::Entity::insert(idempotent_answer::ActiveModel {
        id: Set(id),
        user_id: Set(user),
        key: Set(key.to_owned()),
        request_hash: Set(hash.clone()),
        answer: Set(None),
        created_at: Set(now),
    })
    .on_conflict_do_nothing_on([idempotent_answer::Column::UserId, idempotent_answer::Column::Key])
    .exec_without_returning(&services.db)
    .await?;
    if matches!(taken, sea_orm::TryInsertResult::Inserted(1..)) {
        return Ok(Known::First(id));
    }
    let first = idempotent_answer::Entity::find()
        .filter(idempotent_answer::COLUMN.user_id.eq(user))
        .filter(idempotent_answer::COLUMN.key.eq(key))
        .one(&services.db)
        .await?;
    Ok(match first {
        Some(first) if first.request_hash != hash => Known::OtherRequest,
        Some(idempotent_answer::Model {
            answer: Some(answer), ..
        }) => Known::Answered(answer),
        Some(first) if first.created_at + GIVEN_UP < now => Known::First(first.id),
        _ => Known::UnderWay,
    })
}

/// Keeps the answer of a first request; one that failed as a whole is forgotten, so that it can be tried again.
///
/// # Errors
/// Where the database fails.
pub async fn keep(services: &Services, id: IdempotentAnswerId, answer: Option<&str>) -> Result<()> {
    match answer {
        Some(answer) => {
            idempotent_answer::Entity::update_many()
                .col_expr(idempotent_answer::Column::Answer, Expr::value(answer))
                .filter(idempotent_answer::COLUMN.id.eq(id))
                .exec(&services.db)
                .await?;
        }
        None => {
            idempotent_answer::Entity::delete_by_id(id)
                .exec(&services.db)
                .await?;
        }
    }
    Ok(())
}
