//! What a cycle takes over from an earlier one: copies of all that still holds.

use std::collections::{BTreeSet, HashMap};

use ::entity::{
    approval, artefact, artefact_version, cycle, document, document_version,
    enums::{ApprovalState, ApprovalSubject, DocumentKind},
    ids::{ApprovalId, ArtefactId, ArtefactVersionId, CycleId, DocumentId, DocumentVersionId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use crate::{
    database::Transaction,
    domain::{approval as rules, revision},
    service::{Result, approval::content, artefact::queries as made, document::queries as written},
};

/// So many rows go into one statement.
const BATCH: usize = 500;

/// Copies the artefacts that still hold: numbers are kept, versions begin anew, and what one names of another it names in the copy.
/// Whoever made the original has made the copy, so that four eyes see it as before.
pub(in crate::service) async fn artefacts(
    txn: &Transaction,
    former: CycleId,
    next: &cycle::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut rows = made::of_cycle(txn, former).await?;
    rows.retain(|row| revision::holds_on(row.kind));
    let copies: Vec<(ArtefactId, ArtefactId)> = rows.iter().map(|row| (row.id, ArtefactId::new())).collect();
    let keys: HashMap<String, String> = copies
        .iter()
        .map(|(old, new)| (old.to_string(), new.to_string()))
        .collect();
    let (mut copied, mut versions) = (Vec::new(), Vec::new());
    for (row, (_, id)) in rows.into_iter().zip(copies) {
        let body = revision::moved(&row.body, &keys);
        versions.push(artefact_version::ActiveModel {
            id: Set(ArtefactVersionId::new()),
            artefact_id: Set(id),
            number: Set(1),
            body: Set(body.clone()),
            author_id: Set(row.updated_by),
            created_at: Set(now),
        });
        let copy = artefact::Model {
            id,
            cycle_id: next.id,
            body,
            copied_from: Some(row.id),
            created_at: now,
            updated_at: now,
            version: 1,
            ..row
        };
        copied.push(copy.into_active_model().reset_all());
    }
    for some in copied.chunks(BATCH) {
        artefact::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn)
            .await?;
    }
    for some in versions.chunks(BATCH) {
        artefact_version::Entity::insert_many(some.to_vec())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// Copies the newest version of documents of some kinds, as the first version of each.
pub(in crate::service) async fn documents(
    txn: &Transaction,
    former: CycleId,
    next: &cycle::Model,
    kinds: &BTreeSet<DocumentKind>,
    now: DateTime<Utc>,
) -> Result<()> {
    let views = written::of_cycles(txn, &[former]).await?.remove(&former);
    for view in views.unwrap_or_default() {
        if !kinds.contains(&view.row.kind) {
            continue;
        }
        let id = DocumentId::new();
        let row = document::Model {
            id,
            cycle_id: next.id,
            latest: 1,
            created_at: now,
            ..view.row
        };
        document::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(txn)
            .await?;
        let version = document_version::Model {
            id: DocumentVersionId::new(),
            document_id: id,
            number: 1,
            created_at: now,
            ..view.latest
        };
        document_version::Entity::insert(version.into_active_model().reset_all())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// The approvals of a cycle that are given and whose content is what it was.
pub(in crate::service) async fn standing(
    db: &impl ConnectionTrait,
    former: CycleId,
) -> Result<Vec<approval::Model>> {
    let mut given = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(former))
        .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
        .all(db)
        .await?;
    let current = content::load(db, former).await?;
    given.retain(|row| rules::content_hash(&current.of(row.subject)) == row.content_hash);
    Ok(given)
}

/// Lets approvals go on in the next cycle, whose documents and artefacts are copied: each is of the copies, given by whoever gave the
/// original. A change voids them there as any other. Answers which.
pub(in crate::service) async fn approvals(
    txn: &Transaction,
    standing: Vec<approval::Model>,
    next: &cycle::Model,
) -> Result<BTreeSet<ApprovalSubject>> {
    let current = content::load(txn, next.id).await?;
    let mut held = BTreeSet::new();
    for row in standing {
        // The latest of a subject is the one that stands.
        if !held.insert(row.subject) {
            continue;
        }
        let approved = current.of(row.subject);
        let copy = approval::Model {
            id: ApprovalId::new(),
            cycle_id: next.id,
            content: rules::canonical(&approved),
            content_hash: rules::content_hash(&approved),
            version: 1,
            ..row
        };
        approval::Entity::insert(copy.into_active_model().reset_all())
            .exec_without_returning(txn)
            .await?;
    }
    Ok(held)
}
