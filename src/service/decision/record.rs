//! Recording what management decided: go, no-go or defer.

use ::entity::{
    cycle, decision,
    enums::{Approach, ArtefactKind, DecisionOutcome, EServiceState, NotificationKind, Role},
    ids::{CycleId, DecisionId, UserId},
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use serde_json::json;

use crate::{
    database::Transaction,
    domain::{actor::Actor, ground::uninvestigated, lifecycle, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        account::roles::{Appointment, give},
        artefact::queries as artefacts,
        audit,
        check::{Check, NAME, TEXT},
        cycle::{
            advance::{change, set_state},
            facts, queries as cycles, settle,
        },
        notification::tell::{Occasion, Thing, tell_holders},
    },
};

/// What was decided.
#[derive(Clone, Debug)]
pub struct Decided {
    /// Which way.
    pub outcome: Outcome,
    /// Why, Markdown.
    pub motive: String,
    /// Where the minutes are.
    pub minutes_reference: Option<String>,
    /// Working hours given.
    pub hours: Option<i32>,
    /// Budget given, in öre.
    pub budget_minor: Option<i64>,
}

/// Which way it was decided, with what belongs to it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is developed.
    Go(Go),
    /// It is not developed.
    NoGo,
    /// Put off until a date.
    Defer(Option<NaiveDate>),
}

/// How it is developed.
#[derive(Clone, Debug)]
pub struct Go {
    /// As a project or as ongoing development.
    pub approach: Approach,
    /// When it is to be finished.
    pub deadline: NaiveDate,
    /// Whether requirements are gathered from the target group.
    pub target_group: bool,
    /// Whether a test group tests before launch.
    pub test_group: bool,
    /// The service manager appointed.
    pub service_manager: UserId,
}

/// Whether somebody may record a decision about a cycle, whatever it is. What cannot even be read of an input is told to those only.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn permitted(services: &Services, actor: &Actor, cycle_id: CycleId) -> Result<()> {
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::DecideDevelopment,
        place(view.e_service.id, &view.unit_path),
    )
}

/// Management decides about an e-service whose cycle is in the phase of decision. A later decision supersedes an earlier one.
///
/// # Errors
/// Problems with the fields, `WRONG_PHASE`, `OUTCOME_MISSING` without a pre-study, `NOT_INVESTIGATED`, `STALE`, [`Error::Forbidden`],
/// [`Error::NotFound`].
pub async fn record(
    services: &Services,
    actor: &Actor,
    cycle_id: CycleId,
    version: i32,
    decided: Decided,
) -> Result<DecisionId> {
    let today = services.today();
    let mut check = Check::default();
    let motive = check.text("motive", &decided.motive, TEXT);
    let minutes = decided
        .minutes_reference
        .as_deref()
        .map(|text| check.optional_text("minutesReference", text, NAME));
    let not_negative = decided.hours.is_none_or(|hours| hours >= 0);
    check.that(
        not_negative,
        ProblemCode::Invalid,
        "hours",
        "Kan inte vara negativt.",
        "Cannot be negative.",
    );
    let not_negative = decided.budget_minor.is_none_or(|budget| budget >= 0);
    check.that(
        not_negative,
        ProblemCode::Invalid,
        "budgetMinor",
        "Kan inte vara negativt.",
        "Cannot be negative.",
    );
    match &decided.outcome {
        Outcome::Go(go) => check.that(
            go.deadline >= today,
            ProblemCode::DateInPast,
            "deadline",
            "Datumet har passerat.",
            "The date has passed.",
        ),
        Outcome::Defer(Some(until)) => check.that(
            *until > today,
            ProblemCode::DateInPast,
            "deferUntil",
            "Datumet har passerat.",
            "The date has passed.",
        ),
        Outcome::Defer(None) | Outcome::NoGo => {}
    }
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, cycle_id).await?;
    require(
        actor,
        Permission::DecideDevelopment,
        place(view.e_service.id, &view.unit_path),
    )?;
    check.finish()?;
    if view.cycle.version != version {
        return Err(Error::stale());
    }
    let loaded = facts::load(services, &txn, &view.cycle, &view.unit_path).await?;
    let (outcome, go, defer_until) = match decided.outcome {
        Outcome::Go(go) => (DecisionOutcome::Go, Some(go), None),
        Outcome::NoGo => (DecisionOutcome::NoGo, None, None),
        Outcome::Defer(until) => (DecisionOutcome::Defer, None, until),
    };
    let uninvestigated = match loaded.facts.tally(ArtefactKind::Requirement).open {
        0 => Vec::new(),
        _ => uninvestigated(
            artefacts::read(&txn, cycle_id)
                .await?
                .iter()
                .map(|(_, said)| said),
        ),
    };
    lifecycle::decide(&loaded.facts, outcome, &uninvestigated)?;
    decision::Entity::update_many()
        .col_expr(decision::Column::SupersededAt, Expr::value(now))
        .filter(decision::COLUMN.cycle_id.eq(cycle_id))
        .filter(decision::COLUMN.superseded_at.is_null())
        .exec(&txn)
        .await?;
    let row = decision::Model {
        id: DecisionId::new(),
        e_service_id: view.e_service.id,
        cycle_id,
        outcome,
        motive,
        minutes_reference: minutes.filter(|text| !text.is_empty()),
        hours: decided.hours,
        budget_minor: decided.budget_minor,
        approach: go.as_ref().map(|go| go.approach),
        deadline: go.as_ref().map(|go| go.deadline),
        target_group: go.as_ref().map(|go| go.target_group),
        test_group: go.as_ref().map(|go| go.test_group),
        service_manager_id: go.as_ref().map(|go| go.service_manager),
        defer_until,
        decided_by: actor.user_id,
        decided_at: now,
        superseded_at: None,
    };
    decision::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "decision.record",
        thing_kind: "Decision",
        thing_id: row.id.0,
        e_service_id: Some(row.e_service_id),
        detail: json!({
            "outcome": row.outcome, "motive": row.motive, "approach": row.approach, "deadline": row.deadline,
            "targetGroup": row.target_group, "testGroup": row.test_group, "serviceManager": row.service_manager_id,
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    take_effect(services, &txn, actor, &view, &row).await?;
    settle::settle(services, &txn, Some(actor), cycle_id).await?;
    let thing = Thing::Cycle(cycle_id);
    let occasion = Occasion::of(NotificationKind::DecisionMade, row.e_service_id, thing, row.id).by(actor);
    tell_holders(services, &txn, Some(actor), occasion).await?;
    txn.commit().await?;
    Ok(row.id)
}

/// Writes what the decision says into the cycle and the e-service, and appoints the service manager.
async fn take_effect(
    services: &Services,
    txn: &Transaction,
    actor: &Actor,
    view: &cycles::CycleView,
    row: &decision::Model,
) -> Result<()> {
    let changed = cycle::ActiveModel {
        approach: Set(row.approach),
        deadline: Set(row.deadline),
        target_group: Set(row.target_group),
        test_group: Set(row.test_group),
        // What is decided against is over; what is put off waits for a new decision.
        ended_at: Set((row.outcome == DecisionOutcome::NoGo).then_some(row.decided_at)),
        ..Default::default()
    };
    change(txn, &view.cycle, changed).await?;
    let state = match row.outcome {
        DecisionOutcome::NoGo => EServiceState::Declined,
        _ => EServiceState::Idea,
    };
    // A live e-service stays live whatever is decided about its revision.
    if view.e_service.state != EServiceState::Live {
        set_state(services, txn, view.e_service.id, state).await?;
    }
    if let Some(user) = row.service_manager_id {
        let appointment = Appointment {
            user,
            role: Role::ServiceManager,
            org_unit: None,
            e_service: Some(view.e_service.id),
        };
        give(services, txn, Some(actor), appointment).await?;
    }
    Ok(())
}
