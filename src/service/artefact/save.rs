//! Making an artefact, and changing one: a new version of it.

use ::entity::{
    artefact, artefact_version,
    ids::{ArtefactId, ArtefactVersionId, CycleId},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use serde_json::{Value, json};

use super::{Around, Hearer, Kept, Telling, queries, references::check_references};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        artefact::{Artefact, may_change, rule},
        facts::CycleFacts,
        permission::Permission,
    },
    service::{
        Error, Result, Services,
        access::{place, require},
        approval::void,
        attachment::attach::attach,
        audit,
        check::Check,
        cycle::{facts, queries as cycles, settle},
        notification::tell::{Occasion, Thing, tell_holders, tell_person, tell_roles},
        publication::renew,
    },
};

/// Which artefact is meant, as the client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The cycle that it belongs to.
    pub cycle: CycleId,
    /// The artefact; none for a new one, and not needed where a cycle has one at most.
    pub id: Option<ArtefactId>,
    /// The version that was seen; 0 for a new one.
    pub version: i32,
}

/// Keeps an artefact: a new one, or a new version of one. Former versions stay, and an approval of what it was becomes void.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID`, `STALE`, `WRONG_STATE` where it is not the time for it, [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn save<A: Kept>(services: &Services, actor: &Actor, seen: Seen, draft: A) -> Result<ArtefactId> {
    save_said(services, actor, seen, Ok(draft)).await
}

/// The same for what a client said, which may be nothing that can be kept: whoever may not do this learns only that.
///
/// # Errors
/// Those of [`save`], and that of the draft.
pub async fn save_said<A: Kept>(
    services: &Services,
    actor: &Actor,
    seen: Seen,
    draft: Result<A>,
) -> Result<ArtefactId> {
    let txn = services.begin().await?;
    let id = save_in(services, &txn, actor, seen, draft).await?;
    txn.commit().await?;
    Ok(id)
}

/// The same as a part of something larger, which commits.
///
/// # Errors
/// As [`save_said`].
pub(in crate::service) async fn save_in<A: Kept>(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    seen: Seen,
    draft: Result<A>,
) -> Result<ArtefactId> {
    amend_in(
        services,
        txn,
        actor,
        seen,
        rule(A::KIND).permission,
        |before, _| {
            let draft = draft?;
            Ok(match before {
                Some(before) => draft.following(&before),
                None => draft,
            })
        },
    )
    .await
}

/// Changes an artefact where that takes another permission than making one. `change` is told what it said, and answers what it says
/// from now on.
///
/// # Errors
/// Those of [`save`], and those of `change`.
pub async fn amend<A: Kept>(
    services: &Services,
    actor: &Actor,
    seen: Seen,
    permission: Permission,
    change: impl FnOnce(Option<A>, &CycleFacts) -> Result<A>,
) -> Result<ArtefactId> {
    let txn = services.begin().await?;
    let id = amend_in(services, &txn, actor, seen, permission, change).await?;
    txn.commit().await?;
    Ok(id)
}

/// Whether somebody may keep an artefact of a kind in a cycle: asked alone where what is to be kept cannot even be read.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn may_keep<A: Kept>(services: &Services, actor: &Actor, cycle: CycleId) -> Result<()> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle).await?;
    require(
        actor,
        rule(A::KIND).permission,
        place(view.e_service.id, &view.unit_path),
    )
}

async fn amend_in<A: Kept>(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    seen: Seen,
    permission: Permission,
    change: impl FnOnce(Option<A>, &CycleFacts) -> Result<A>,
) -> Result<ArtefactId> {
    let view = cycles::visible(txn, actor, seen.cycle).await?;
    // The rights come first: whoever may not do this learns nothing of what would be wrong with it.
    let place = place(view.e_service.id, &view.unit_path);
    require(actor, permission, place)?;
    let loaded = facts::load(services, txn, &view.cycle, &view.unit_path).await?;
    may_change(&loaded.facts, A::KIND)?;
    let before = standing::<A>(txn, seen).await?;
    let former: Option<A> = before.as_ref().map(queries::body).transpose()?;
    let mut check = Check::default();
    let mut draft = change(former.clone(), &loaded.facts)?.checked(&mut check);
    draft.compared(former.as_ref(), &loaded.facts, &mut check);
    let mut others = if A::BESIDE_OTHERS {
        queries::read(txn, seen.cycle).await?
    } else {
        Vec::new()
    };
    others.retain(|(row, _)| Some(row.id) != seen.id);
    let around = Around {
        actor,
        place,
        row: before.as_ref(),
        others: &others,
    };
    draft.beside(&around, &mut check)?;
    // What it named before may have gone since, which is nobody's mistake.
    let named = former.as_ref().map(Kept::refers).unwrap_or_default();
    let mut names = draft.refers();
    names.retain(|reference| !named.contains(reference));
    check_references(txn, &view, names, &mut check).await?;
    if let Some(files) = draft.attachments() {
        attach(txn, view.e_service.id, files, &mut check).await?;
    }
    check.finish()?;
    if former.as_ref() == Some(&draft)
        && let Some(row) = before
    {
        // Nothing new was said: no version, and no approval is lost over it.
        return Ok(row.id);
    }
    let telling = draft.told(former.as_ref());
    let version = before.as_ref().map_or(0, |row| row.version).saturating_add(1);
    let id = put(services, txn, actor, &view, before, "artefact.save", &draft).await?;
    if let Some(telling) = telling {
        told(services, txn, actor, &view, &format!("{id}/{version}"), telling).await?;
    }
    Ok(id)
}

async fn told(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    view: &cycles::CycleView,
    which: &str,
    telling: Telling,
) -> Result<()> {
    let occasion = Occasion::of(
        telling.kind,
        view.e_service.id,
        Thing::Cycle(view.cycle.id),
        which,
    )
    .with(telling.details)
    .by(actor);
    match telling.to {
        Hearer::Holders => tell_holders(services, txn, Some(actor), occasion).await,
        Hearer::Role(role) => tell_roles(services, txn, Some(actor), occasion, &[role].into()).await,
        Hearer::Person(user) => tell_person(services, txn, Some(actor), occasion, user).await,
    }
}

/// Writes what was checked, with all that follows from it: the version, the audit entry, approvals that become void, and the
/// settled cycle. The caller commits.
pub(super) async fn put<A: Artefact>(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    view: &cycles::CycleView,
    before: Option<artefact::Model>,
    action: &'static str,
    draft: &A,
) -> Result<ArtefactId> {
    let now = services.now();
    let body = serde_json::to_value(draft).map_err(|error| Error::Internal(error.to_string()))?;
    let id = write::<A>(txn, actor, now, view, before.as_ref(), (&body, draft.is_open())).await?;
    let version = before.as_ref().map_or(0, |row| row.version).saturating_add(1);
    let entry = audit::Entry {
        action,
        thing_kind: rule(A::KIND).type_name,
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "version": version, "after": body, "before": before.map(|row| row.body) }),
    };
    audit::record(txn, Some(actor), now, entry).await?;
    void::void_changed(services, txn, Some(actor), view.cycle.id).await?;
    settle::settle(services, txn, Some(actor), view.cycle.id).await?;
    renew::after_change(services, txn, A::KIND, (&view.e_service, view.cycle.id)).await?;
    Ok(id)
}

/// The artefact as it is, at the version that was seen; none where a new one is meant.
async fn standing<A: Kept>(txn: &Transaction, seen: Seen) -> Result<Option<artefact::Model>> {
    let found = match seen.id {
        Some(id) => {
            let row = queries::by_ids(txn, &[id]).await?.remove(&id);
            let row = row.filter(|row| row.cycle_id == seen.cycle && row.kind == A::KIND);
            Some(
                row.filter(|row| row.removed_at.is_none())
                    .ok_or(Error::NotFound)?,
            )
        }
        None if rule(A::KIND).single => {
            let key = (seen.cycle, A::KIND);
            queries::of_cycles(txn, &[key])
                .await?
                .remove(&key)
                .and_then(|mut rows| rows.pop())
        }
        None => None,
    };
    if found.as_ref().map_or(0, |row| row.version) == seen.version {
        Ok(found)
    } else {
        Err(Error::stale())
    }
}

async fn write<A: Artefact>(
    txn: &Transaction,
    actor: &Actor,
    now: DateTime<Utc>,
    view: &cycles::CycleView,
    before: Option<&artefact::Model>,
    (body, open): (&Value, bool),
) -> Result<ArtefactId> {
    let (id, number) = match before {
        Some(row) => {
            let version = row.version.saturating_add(1);
            let result = artefact::Entity::update_many()
                .col_expr(artefact::Column::Body, Expr::value(body.clone()))
                .col_expr(artefact::Column::Open, Expr::value(open))
                .col_expr(artefact::Column::UpdatedBy, Expr::value(actor.user_id))
                .col_expr(artefact::Column::UpdatedAt, Expr::value(now))
                .col_expr(artefact::Column::Version, Expr::value(version))
                .filter(artefact::COLUMN.id.eq(row.id))
                .filter(artefact::COLUMN.version.eq(row.version))
                .exec(txn)
                .await?;
            if result.rows_affected != 1 {
                return Err(Error::stale());
            }
            (row.id, version)
        }
        None => {
            let row = artefact::Model {
                id: ArtefactId::new(),
                e_service_id: view.e_service.id,
                cycle_id: view.cycle.id,
                kind: A::KIND,
                number: next_number::<A>(txn, view.cycle.id).await?,
                body: body.clone(),
                open,
                copied_from: None,
                created_by: actor.user_id,
                created_at: now,
                updated_by: actor.user_id,
                updated_at: now,
                removed_at: None,
                version: 1,
            };
            let id = row.id;
            artefact::Entity::insert(row.into_active_model().reset_all())
                .exec_without_returning(txn)
                .await?;
            (id, 1)
        }
    };
    artefact_version::Entity::insert(artefact_version::ActiveModel {
        id: Set(ArtefactVersionId::new()),
        artefact_id: Set(id),
        number: Set(number),
        body: Set(body.clone()),
        author_id: Set(actor.user_id),
        created_at: Set(now),
    })
    .exec_without_returning(txn)
    .await?;
    Ok(id)
}

/// The number of a new artefact: one more than the highest that was ever given. The cycle is held, so nobody else takes it.
pub(super) async fn next_number<A: Artefact>(txn: &Transaction, cycle: CycleId) -> Result<i32> {
    let highest: Option<i32> = artefact::Entity::find()
        .select_only()
        .column(artefact::Column::Number)
        .filter(artefact::COLUMN.cycle_id.eq(cycle))
        .filter(artefact::COLUMN.kind.eq(A::KIND))
        .order_by_desc(artefact::COLUMN.number)
        .into_tuple()
        .one(txn)
        .await?;
    Ok(highest.unwrap_or(0).saturating_add(1))
}
