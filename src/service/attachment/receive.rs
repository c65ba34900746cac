//! Receiving a file: its bytes stream into the store, and are looked at on the way. What breaks off leaves nothing behind.

use std::time::Duration;

use ::entity::{attachment, enums::AttachmentState};
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{arriving::Arriving, store::place};
use crate::{
    domain::attachment::{HEAD, kind_of},
    service::{Error, Result, Services, audit, secret},
};

/// Whoever sends nothing for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);

/// Why a file was not taken.
#[derive(Debug)]
pub enum NotTaken {
    /// The address is no more, or never was.
    Unknown,
    /// It has not the size that was said.
    WrongSize,
    /// It is not what its name says.
    WrongType,
    /// It broke off.
    BrokeOff,
    /// Something went wrong here.
    Failed(Error),
}

impl From<Error> for NotTaken {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Receives the file for which an address was given. The address is used up by the first who comes with it.
///
/// # Errors
/// Why it was not taken; then nothing of it is left.
pub async fn receive<E>(
    services: &Services,
    secret: &str,
    body: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> std::result::Result<attachment::Model, NotTaken> {
    let row = claimed(services, secret).await?.ok_or(NotTaken::Unknown)?;
    let store = services.files.open(&services.settings.files)?;
    let place = place(&row.storage_key);
    let mut arriving = Arriving::at(store.clone(), place.clone());
    let taken = match stream_in(&row, body, &mut arriving).await {
        Ok(sha256) => stored(services, &row, &sha256).await.map_err(NotTaken::Failed),
        Err(error) => Err(error),
    };
    match taken {
        Ok(row) => Ok(row),
        Err(error) => {
            arriving.take_back().await;
            // Where it was the database that failed, the file is whole already.
            if let Err(error) = store.delete(&place).await {
                tracing::debug!(%error, "nothing to delete");
            }
            attachment::Entity::delete_many()
                .filter(attachment::COLUMN.id.eq(row.id))
                .filter(attachment::COLUMN.state.eq(AttachmentState::Receiving))
                .exec(&services.db)
                .await
                .map_err(Error::from)?;
            Err(error)
        }
    }
}

/// The attachment that waits for this file; from now on for no other.
async fn claimed(services: &Services, token: &str) -> Result<Option<attachment::Model>> {
    let hash = secret::hash(token);
    let claimed = attachment::Entity::update_many()
        .col_expr(attachment::Column::State, Expr::value(AttachmentState::Receiving))
        .filter(attachment::COLUMN.upload_token_hash.eq(hash.clone()))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Pending))
        .filter(attachment::COLUMN.upload_until.gt(services.now()))
        .exec(&services.db)
        .await?;
    if claimed.rows_affected != 1 {
        return Ok(None);
    }
    let row = attachment::Entity::find()
        .filter(attachment::COLUMN.upload_token_hash.eq(hash))
        .one(&services.db)
        .await?;
    Ok(row)
}

/// Lets the bytes through into the store, one piece after the other, and answers their hash once all of them are there.
async fn stream_in<E>(
    row: &attachment::Model,
    mut body: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
    arriving: &mut Arriving,
) -> std::result::Result<String, NotTaken> {
    let expected = u64::try_from(row.size).unwrap_or(0);
    let kind = kind_of(&row.name).ok_or(NotTaken::WrongType)?;
    let (mut hash, mut count, mut head) = (Sha256::new(), 0_u64, Vec::with_capacity(HEAD));
    loop {
        let piece = match tokio::time::timeout(SILENCE, body.next()).await {
            Ok(Some(Ok(piece))) => piece,
            Ok(None) => break,
            Ok(Some(Err(_))) | Err(_) => return Err(NotTaken::BrokeOff),
        };
        count = count.saturating_add(piece.len() as u64);
        if count > expected {
            return Err(NotTaken::WrongSize);
        }
        if head.len() < HEAD {
            head.extend(piece.iter().take(HEAD - head.len()));
            if head.len() == HEAD && !kind.is_proved_by(&head) {
                return Err(NotTaken::WrongType);
            }
        }
        hash.update(&piece);
        arriving.put(piece).await?;
    }
    if count != expected {
        return Err(NotTaken::WrongSize);
    }
    if !kind.is_proved_by(&head) {
        return Err(NotTaken::WrongType);
    }
    arriving.complete().await?;
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Notes that the file is there.
async fn stored(services: &Services, row: &attachment::Model, sha256: &str) -> Result<attachment::Model> {
    let now = services.now();
    let txn = services.begin().await?;
    let result = attachment::Entity::update_many()
        .col_expr(attachment::Column::State, Expr::value(AttachmentState::Stored))
        .col_expr(attachment::Column::Sha256, Expr::value(sha256))
        .col_expr(attachment::Column::StoredAt, Expr::value(now))
        .filter(attachment::COLUMN.id.eq(row.id))
        .filter(attachment::COLUMN.state.eq(AttachmentState::Receiving))
        .exec(&txn)
        .await?;
    if result.rows_affected != 1 {
        return Err(Error::Internal(
            "an attachment was forgotten while it came".into(),
        ));
    }
    let entry = audit::Entry {
        action: "attachment.store",
        thing_kind: "Attachment",
        thing_id: row.id.0,
        e_service_id: Some(row.e_service_id),
        detail: json!({ "name": row.name, "size": row.size, "sha256": sha256, "by": row.uploaded_by }),
    };
    audit::record(&txn, None, now, entry).await?;
    txn.commit().await?;
    Ok(attachment::Model {
        state: AttachmentState::Stored,
        sha256: Some(sha256.to_owned()),
        stored_at: Some(now),
        ..row.clone()
    })
}

/// Forgets addresses that nobody used, uploads that were left standing, and the bytes of what was taken out. Answers how many.
///
/// # Errors
/// Where the database or the store fails.
pub async fn clean_up(services: &Services) -> Result<u64> {
    let now = services.now();
    let rows = gone(&services.db, now).await?;
    if rows.is_empty() {
        return Ok(0);
    }
    let store = services.files.open(&services.settings.files)?;
    let mut count = 0;
    for row in rows {
        match store.delete(&place(&row.storage_key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(Error::Internal(error.to_string())),
        }
        let forgotten = attachment::Entity::delete_many()
            .filter(attachment::COLUMN.id.eq(row.id))
            .filter(attachment::COLUMN.state.eq(row.state))
            .exec(&services.db)
            .await?;
        count += forgotten.rows_affected;
    }
    Ok(count)
}

/// An upload may go on for so long after its address has expired.
const UNDER_WAY: chrono::Duration = chrono::Duration::hours(6);

async fn gone(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<attachment::Model>> {
    let state = || attachment::COLUMN.state;
    let until = || attachment::COLUMN.upload_until;
    let unused = state().eq(AttachmentState::Pending).and(until().lt(now));
    let left = state()
        .eq(AttachmentState::Receiving)
        .and(until().lt(now - UNDER_WAY));
    let rows = attachment::Entity::find()
        .filter(unused.or(left).or(state().eq(AttachmentState::Removed)))
        .all(db)
        .await?;
    Ok(rows)
}
