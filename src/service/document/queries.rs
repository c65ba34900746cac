//! Every query on documents and their versions.

use std::collections::HashMap;

use ::entity::{
    document, document_version,
    enums::DocumentKind,
    ids::{CycleId, DocumentId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

/// A document with its newest version.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// The document.
    pub row: document::Model,
    /// Its newest version.
    pub latest: document_version::Model,
}

/// The documents of each cycle with their newest versions, by kind. One statement. The caller may see the cycles.
///
/// # Errors
/// Where the database fails.
pub async fn of_cycles(
    db: &impl ConnectionTrait,
    cycles: &[CycleId],
) -> Result<HashMap<CycleId, Vec<DocumentView>>, DbErr> {
    if cycles.is_empty() {
        return Ok(HashMap::new());
    }
    let mut documents: HashMap<CycleId, Vec<DocumentView>> = HashMap::new();
    for view in read(
        document::Entity::find().filter(document::COLUMN.cycle_id.is_in(cycles.iter().copied())),
        db,
    )
    .await?
    {
        documents.entry(view.row.cycle_id).or_default().push(view);
    }
    for of_cycle in documents.values_mut() {
        of_cycle.sort_by_key(|view| view.row.kind);
    }
    Ok(documents)
}

/// Documents by key with their newest versions, whoever asks. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<HashMap<DocumentId, DocumentView>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = document::Entity::find().filter(document::COLUMN.id.is_in(ids.iter().copied()));
    Ok(read(select, db)
        .await?
        .into_iter()
        .map(|view| (view.row.id, view))
        .collect())
}

async fn read(
    select: sea_orm::Select<document::Entity>,
    db: &impl ConnectionTrait,
) -> Result<Vec<DocumentView>, DbErr> {
    let rows = select
        .find_also_related(document_version::Entity)
        .filter(
            Expr::col((document_version::Entity, document_version::Column::Number))
                .equals((document::Entity, document::Column::Latest)),
        )
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, latest)| Some(DocumentView { row, latest: latest? }))
        .collect())
}

/// The document of a kind in a cycle.
///
/// # Errors
/// Where the database fails.
pub async fn of_kind(
    db: &impl ConnectionTrait,
    cycle: CycleId,
    kind: DocumentKind,
) -> Result<Option<document::Model>, DbErr> {
    document::Entity::find()
        .filter(document::COLUMN.cycle_id.eq(cycle))
        .filter(document::COLUMN.kind.eq(kind))
        .one(db)
        .await
}

/// All versions of each document, newest first. One statement. The caller may see the documents.
///
/// # Errors
/// Where the database fails.
pub async fn versions_of(
    db: &impl ConnectionTrait,
    ids: &[DocumentId],
) -> Result<HashMap<DocumentId, Vec<document_version::Model>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = document_version::Entity::find()
        .filter(document_version::COLUMN.document_id.is_in(ids.iter().copied()))
        .order_by_desc(document_version::COLUMN.number)
        .all(db)
        .await?;
    let mut versions: HashMap<DocumentId, Vec<document_version::Model>> = HashMap::new();
    for row in rows {
        versions.entry(row.document_id).or_default().push(row);
    }
    Ok(versions)
}
