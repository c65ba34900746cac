//! Beginning a revision (`followup.revise`).

use std::collections::BTreeSet;

use ::entity::{
    artefact, cycle, e_service,
    enums::{ArtefactKind, CycleKind, Phase},
    ids::{ArtefactId, CycleId, EServiceId, NeedId},
    revision,
};
use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::queries::{are_activities, former_facts, in_operation, keys_of};
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        permission::Permission,
        report::{FollowUpDecision, FollowUpVerdict},
        revision::{self as rules, Part},
    },
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        artefact as artefacts, audit,
        check::{Check, TEXT},
        cycle::{
            begin::{Start, begin},
            carry, queries as cycles, settle,
        },
        e_service as e_services, need as needs,
        template::Version,
    },
};

/// What is revised, why, and by which parts of the process.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Keys of the activities that are chosen; those that they need come along.
    pub parts: BTreeSet<String>,
    /// Phases of which every activity is chosen.
    pub phases: BTreeSet<Phase>,
    /// The decision to revise, if it was recorded.
    pub decision: Option<ArtefactId>,
    /// Why, Markdown.
    pub reason: String,
    /// The needs of the e-service that it takes up.
    pub needs: BTreeSet<NeedId>,
    /// When it is to be finished, where management does not decide it in the revision.
    pub deadline: Option<NaiveDate>,
}

/// The owner begins a revision of an e-service in operation, with the parts of the process that fit. All that still holds is copied from
/// the cycle in operation, which goes on untouched until the revision is published.
///
/// # Errors
/// Problems with the fields, `UNKNOWN_ID`, `WRONG_STATE` where it is not in operation, something is developed already, or a need is not
/// to be taken up,
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn start(services: &Services, actor: &Actor, id: EServiceId, wanted: Wanted) -> Result<CycleId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (row, unit_path) = e_services::queries::visible(&txn, actor, id).await?;
    require(actor, Permission::StartRevision, place(id, &unit_path))?;
    settle::hold(&txn, &row).await?;
    let former = in_operation(&txn, &row).await?;
    nothing_is_developed(&txn, &row).await?;
    let version = services.templates.newest(&txn).await?;
    let (reason, chosen) = checked(services, &txn, &version, id, &wanted).await?;
    let facts = former_facts(services, &txn, &former, &unit_path).await?;
    let parts = rules::parts(&version.template, &facts, &chosen);
    let begun = rules::beginning(&version.template, &parts);
    let start = Start {
        id: CycleId::new(),
        kind: CycleKind::Revision,
        phase: begun.phase,
        approach: begun.approach,
        deadline: wanted.deadline.filter(|_| !begun.is_decided_later),
        target_group: begun.target_group,
        test_group: begun.test_group,
        left_out: begun.left_out,
    };
    let next = begin(services, &txn, id, start).await?;
    name_in_e_service(services, &txn, &row, next.id).await?;
    let held = take_over(services, &txn, &former, &next, &version, &parts).await?;
    let row = revision::Model {
        cycle_id: next.id,
        e_service_id: id,
        revises_cycle_id: former.id,
        decision_id: wanted.decision,
        reason,
        chosen: json!(chosen),
        held_approvals: json!(held),
        begun_by: actor.user_id,
        begun_at: now,
        withdrawn_by: None,
        withdrawn_at: None,
        withdrawal_reason: None,
    };
    let entry = audit::Entry {
        action: "revision.start",
        thing_kind: "Cycle",
        thing_id: next.id.0,
        e_service_id: Some(id),
        detail: json!({
            "reason": row.reason, "chosen": row.chosen, "heldApprovals": row.held_approvals,
            "revises": former.id, "decision": row.decision_id,
        }),
    };
    revision::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    audit::record(&txn, Some(actor), now, entry).await?;
    needs::name_revision(services, &txn, actor, (id, next.id), &wanted.needs).await?;
    settle::settle(services, &txn, Some(actor), next.id).await?;
    settle::settle(services, &txn, Some(actor), former.id).await?;
    txn.commit().await?;
    Ok(next.id)
}

/// The reason, and the keys of all that is chosen; refused where something is wrong with what is wanted.
async fn checked(
    services: &Services,
    txn: &Transaction,
    version: &Version,
    id: EServiceId,
    wanted: &Wanted,
) -> Result<(String, BTreeSet<String>)> {
    let chosen = keys_of(version, &wanted.parts, &wanted.phases);
    let mut check = Check::default();
    let reason = check.text("reason", &wanted.reason, TEXT);
    check.that(
        !chosen.is_empty(),
        ProblemCode::Missing,
        "parts",
        "Välj minst en del av processen.",
        "Choose at least one part of the process.",
    );
    check.that(
        wanted.deadline.is_none_or(|date| date >= services.today()),
        ProblemCode::DateInPast,
        "deadline",
        "Datumet har passerat.",
        "The date has passed.",
    );
    if let Some(decision) = wanted.decision {
        let found = artefact::Entity::find_by_id(decision)
            .filter(artefact::COLUMN.e_service_id.eq(id))
            .filter(artefact::COLUMN.kind.eq(ArtefactKind::FollowUpDecision))
            .filter(artefact::COLUMN.removed_at.is_null())
            .one(txn)
            .await?;
        check.that(
            found.is_some(),
            ProblemCode::UnknownId,
            "decisionId",
            "Finns inte.",
            "Does not exist.",
        );
        if let Some(row) = found {
            let decided: FollowUpDecision = artefacts::queries::body(&row)?;
            check.that(
                decided.verdict == FollowUpVerdict::Revise,
                ProblemCode::Invalid,
                "decisionId",
                "Det beslutet är inte att revidera.",
                "That decision is not to revise.",
            );
        }
    }
    check.finish()?;
    are_activities(version, &chosen)?;
    Ok((reason, chosen))
}

/// Copies what still holds into the cycle that begins; answers the subjects whose approval goes on.
async fn take_over(
    services: &Services,
    txn: &Transaction,
    former: &cycle::Model,
    next: &cycle::Model,
    version: &Version,
    parts: &[Part],
) -> Result<BTreeSet<::entity::enums::ApprovalSubject>> {
    let now = services.now();
    let mut standing = carry::standing(txn, former.id).await?;
    standing.retain(|row| rules::stays_held(&version.template, parts, row.subject));
    carry::artefacts(txn, former.id, next, now).await?;
    let kinds = rules::documents(&version.template, parts);
    carry::documents(txn, former.id, next, &kinds, now).await?;
    carry::approvals(txn, standing, next).await
}

/// An e-service has one cycle under development at most; one that was decided against is over.
pub(super) async fn nothing_is_developed(txn: &Transaction, e_service: &e_service::Model) -> Result<()> {
    let Some(id) = e_service.development_cycle_id else {
        return Ok(());
    };
    if cycles::held(txn, id).await?.cycle.ended_at.is_some() {
        return Ok(());
    }
    Err(Error::refused(
        ProblemCode::WrongState,
        &[],
        "E-tjänsten utvecklas redan.",
        "The e-service is being developed already.",
    ))
}

/// Names the cycle under development in its e-service, if that is still at the version that was read.
pub(super) async fn name_in_e_service(
    services: &Services,
    txn: &Transaction,
    row: &e_service::Model,
    next: CycleId,
) -> Result<()> {
    let result = e_service::Entity::update_many()
        .set(e_service::ActiveModel {
            development_cycle_id: Set(Some(next)),
            updated_at: Set(services.now()),
            version: Set(row.version.saturating_add(1)),
            ..Default::default()
        })
        .filter(e_service::COLUMN.id.eq(row.id))
        .filter(e_service::COLUMN.version.eq(row.version))
        .exec(txn)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::stale())
    }
}
