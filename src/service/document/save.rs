//! Writing a new version of a document.

use ::entity::{
    document, document_version,
    enums::{DocumentKind, Phase},
    ids::{CycleId, DocumentId, DocumentVersionId},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use serde_json::json;

use super::{files, queries};
use crate::{
    domain::{actor::Actor, attachment::Attached, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        approval::void,
        attachment::attach::attach,
        audit,
        check::{Check, TEXT},
        cycle::{queries as cycles, settle},
    },
};

/// What a new version says.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which document of the cycle.
    pub kind: DocumentKind,
    /// The version that it is based on; 0 for the first.
    pub based_on: i32,
    /// Text, Markdown.
    pub body: String,
    /// A prototype, build or file elsewhere.
    pub link: Option<String>,
    /// Files of the e-service.
    pub attachments: Attached,
}

/// Writes a new version; the former ones stay. An approval of the former version is void from then on.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID`, `STALE` where it is not based on the newest version, `WRONG_STATE` after publication,
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn save(services: &Services, actor: &Actor, cycle_id: CycleId, draft: Draft) -> Result<DocumentId> {
    let mut check = Check::default();
    let body = check.text("body", &draft.body, TEXT);
    let link = check.link("link", draft.link.as_deref());
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::to_write(draft.kind),
        place(view.e_service.id, &view.unit_path),
    )?;
    let mut attachments = draft.attachments;
    attach(&txn, view.e_service.id, &mut attachments, &mut check).await?;
    check.finish()?;
    if view.cycle.ended_at.is_some() || view.cycle.phase >= Phase::Management {
        return Err(Error::refused(
            ProblemCode::WrongState,
            &[],
            "Dokumenten hör till utvecklingen, som är avslutad.",
            "The documents belong to the development, which is over.",
        ));
    }
    let number = draft.based_on.saturating_add(1);
    let id = match queries::of_kind(&txn, cycle_id, draft.kind).await? {
        Some(row) if row.latest != draft.based_on => return Err(Error::stale()),
        Some(row) => {
            let result = document::Entity::update_many()
                .col_expr(document::Column::Latest, Expr::value(number))
                .filter(document::COLUMN.id.eq(row.id))
                .filter(document::COLUMN.latest.eq(draft.based_on))
                .exec(&txn)
                .await?;
            if result.rows_affected != 1 {
                return Err(Error::stale());
            }
            row.id
        }
        None if draft.based_on != 0 => return Err(Error::stale()),
        None => {
            let row = document::Model {
                id: DocumentId::new(),
                e_service_id: view.e_service.id,
                cycle_id,
                kind: draft.kind,
                latest: number,
                created_at: now,
            };
            let id = row.id;
            document::Entity::insert(row.into_active_model().reset_all())
                .exec_without_returning(&txn)
                .await?;
            id
        }
    };
    document_version::Entity::insert(document_version::ActiveModel {
        id: Set(DocumentVersionId::new()),
        document_id: Set(id),
        number: Set(number),
        body: Set(body),
        link: Set(link),
        attachments: Set(files::column(&attachments)?),
        author_id: Set(actor.user_id),
        created_at: Set(now),
    })
    .exec_without_returning(&txn)
    .await?;
    let entry = audit::Entry {
        action: "document.save",
        thing_kind: "Document",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "kind": draft.kind, "number": number }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    void::void_changed(services, &txn, Some(actor), cycle_id).await?;
    settle::settle(services, &txn, Some(actor), cycle_id).await?;
    txn.commit().await?;
    Ok(id)
}
