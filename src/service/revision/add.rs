//! Adding parts to a revision that has begun.

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, document, document_version,
    enums::{ApprovalState, ApprovalSubject, DocumentKind, Phase, TaskState},
    ids::CycleId,
    revision, task,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::queries::{self, are_activities, former_facts, keys_of};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        permission::Permission,
        revision::{AddRefusal, Added, added},
        template::Template,
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        approval::void,
        audit,
        check::Check,
        cycle::{advance, facts, queries as cycles, settle},
    },
};

/// Which parts come to a revision.
#[derive(Clone, Debug)]
pub struct More {
    /// Keys of the activities that are chosen; those that they need come along.
    pub parts: BTreeSet<String>,
    /// Phases of which every activity is chosen.
    pub phases: BTreeSet<Phase>,
}

/// The owner adds parts to a revision that is not published; what they need comes along. Their tasks are switched on. What was taken over
/// for them to rest on is there already; an approval that was taken over of what is now made anew is void.
///
/// # Errors
/// `MISSING`, `UNKNOWN_ID`, `WRONG_PHASE` where the revision has left the phase of a part, `WRONG_STATE` where it is published, over, no
/// revision, or has all of them, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn add(
    services: &Services,
    actor: &Actor,
    (id, version): (CycleId, i32),
    more: More,
) -> Result<CycleId> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::StartRevision,
        place(view.e_service.id, &view.unit_path),
    )?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    let template = services.templates.get(&txn, view.cycle.template_id).await?;
    let refuse = |refusal: &AddRefusal| refused(&template.template, refusal);
    let row = queries::of_cycles(&txn, &[id]).await?.remove(&id);
    let row = row.ok_or_else(|| refuse(&AddRefusal::NotUnderWay))?;
    let more = keys_of(&template, &more.parts, &more.phases);
    let mut check = Check::default();
    check.that(
        !more.is_empty(),
        ProblemCode::Missing,
        "parts",
        "Välj minst en del av processen.",
        "Choose at least one part of the process.",
    );
    check.finish()?;
    are_activities(&template, &more)?;
    let chosen: BTreeSet<String> = serde_json::from_value(row.chosen.clone())
        .map_err(|error| Error::Internal(format!("the parts of revision {id}: {error}")))?;
    let former = cycles::exists(&txn, row.revises_cycle_id)
        .await?
        .ok_or(Error::NotFound)?;
    let former = former_facts(services, &txn, &former.cycle, &view.unit_path).await?;
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    let new = added(&template.template, &loaded.facts, &former, &chosen, &more)
        .map_err(|refusal| refuse(&refusal))?;
    switch_on(services, &txn, &view.cycle, &new).await?;
    let chosen: BTreeSet<String> = chosen.union(&more).cloned().collect();
    revision::Entity::update_many()
        .col_expr(revision::Column::Chosen, Expr::value(json!(chosen)))
        .filter(revision::COLUMN.cycle_id.eq(id))
        .exec(&txn)
        .await?;
    let entry = audit::Entry {
        action: "revision.add_parts",
        thing_kind: "Cycle",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({
            "chosen": more, "activities": new.activities, "approvalsAnew": new.to_approve_anew,
            "documentsAnew": new.to_write_anew,
        }),
    };
    audit::record(&txn, Some(actor), services.now(), entry).await?;
    void::void_changed(services, &txn, Some(actor), id).await?;
    settle::settle(services, &txn, Some(actor), id).await?;
    txn.commit().await?;
    Ok(id)
}

/// Has the cycle go on as if it had begun with the new parts too.
async fn switch_on(services: &Services, txn: &Transaction, cycle: &cycle::Model, new: &Added) -> Result<()> {
    let changed = match &new.begun {
        Some(begun) => cycle::ActiveModel {
            approach: Set(begun.approach),
            target_group: Set(begun.target_group),
            test_group: Set(begun.test_group),
            ..Default::default()
        },
        None => cycle::ActiveModel::default(),
    };
    advance::change(txn, cycle, changed).await?;
    task::Entity::update_many()
        .col_expr(task::Column::State, Expr::value(TaskState::Waiting))
        .col_expr(task::Column::Version, Expr::col(task::Column::Version).add(1))
        .filter(task::COLUMN.cycle_id.eq(cycle.id))
        .filter(task::COLUMN.activity.is_in(new.activities.iter().cloned()))
        .filter(task::COLUMN.state.eq(TaskState::NotApplicable))
        .exec(txn)
        .await?;
    void_taken_over(services, txn, cycle.id, &new.to_approve_anew).await?;
    take_back(txn, cycle.id, &new.to_write_anew).await
}

/// Makes approvals void that were taken over, of what is now made anew.
async fn void_taken_over(
    services: &Services,
    txn: &Transaction,
    cycle: CycleId,
    subjects: &BTreeSet<ApprovalSubject>,
) -> Result<()> {
    let standing = approval::Entity::find()
        .filter(approval::COLUMN.cycle_id.eq(cycle))
        .filter(approval::COLUMN.subject.is_in(subjects.iter().copied()))
        .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
        .all(txn)
        .await?;
    let ids = standing.into_iter().map(|row| row.id).collect();
    void::make_void(services, txn, ids).await
}

/// Takes documents back that were copied and that nobody has written on since.
async fn take_back(txn: &Transaction, cycle: CycleId, kinds: &BTreeSet<DocumentKind>) -> Result<()> {
    let copied = document::Entity::find()
        .filter(document::COLUMN.cycle_id.eq(cycle))
        .filter(document::COLUMN.kind.is_in(kinds.iter().copied()))
        .filter(document::COLUMN.latest.eq(1))
        .all(txn)
        .await?;
    let ids: Vec<_> = copied.iter().map(|row| row.id).collect();
    document_version::Entity::delete_many()
        .filter(document_version::COLUMN.document_id.is_in(ids.iter().copied()))
        .exec(txn)
        .await?;
    document::Entity::delete_many()
        .filter(document::COLUMN.id.is_in(ids))
        .exec(txn)
        .await?;
    Ok(())
}

fn refused(template: &Template, refusal: &AddRefusal) -> Error {
    use ::entity::enums::Locale;
    let (code, path): (_, &[&'static str]) = match refusal {
        AddRefusal::NotUnderWay => (ProblemCode::WrongState, &[]),
        AddRefusal::NothingNew => (ProblemCode::WrongState, &["parts"]),
        AddRefusal::Passed(..) => (ProblemCode::WrongPhase, &["parts"]),
    };
    Error::refused(
        code,
        path,
        refusal.text(template, Locale::Sv),
        refusal.text(template, Locale::En),
    )
}
