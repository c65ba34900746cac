//! Writing an e-service that was brought in: it is in operation, and nothing of the way there is asked for.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::{
    cycle, e_service,
    enums::{Approach, CycleKind, Direction, EServiceState, Phase, Role},
    ids::{CycleId, EServiceId, MetricId, UserId},
    imported_e_service, metric, task,
};
use chrono::NaiveTime;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use super::known::Known;
use crate::{
    database::Transaction,
    domain::{
        actor::Actor,
        calendar::Zone,
        collation::sort_key,
        goal,
        import::{Draft, Measure},
        template::Template,
    },
    service::{
        Error, Result, Services,
        account::roles::{Appointment, give_quietly},
        audit,
        cycle::{
            begin::{Start, begin},
            settle,
        },
        e_service::propose::{index_e_service, search_text},
        metric::{statement::Statement, versions},
    },
};

/// Writes the e-service of a row, whose unit and people are known.
pub(super) async fn e_service(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    draft: &Draft,
    known: &Known,
    people: &BTreeMap<String, UserId>,
) -> Result<EServiceId> {
    let gone = || Error::Internal("a row that was looked at names what is not there".into());
    let unit = known.unit(draft).ok_or_else(gone)?;
    let owner = *people.get(&draft.owner.email).ok_or_else(gone)?;
    let manager = *people.get(&draft.manager.email).ok_or_else(gone)?;
    let (id, cycle_id, now) = (EServiceId::new(), CycleId::new(), services.now());
    e_service::Entity::insert(e_service::ActiveModel {
        id: Set(id),
        org_unit_id: Set(unit),
        search_text: Set(search_text(&draft.name, &draft.purpose)),
        name_key: Set(sort_key(&draft.name)),
        name: Set(draft.name.clone()),
        purpose: Set(draft.purpose.clone()),
        audience: Set(draft.audience),
        state: Set(EServiceState::Live),
        confidential: Set(false),
        proposed_by: Set(actor.map_or(owner, |actor| actor.user_id)),
        development_cycle_id: Set(None),
        operation_cycle_id: Set(Some(cycle_id)),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
    })
    .exec_without_returning(txn)
    .await?;
    index_e_service(txn, id, &draft.name, &draft.purpose).await?;
    imported_e_service::Entity::insert(imported_e_service::ActiveModel {
        e_service_id: Set(id),
        external_id: Set(draft.external_id.clone()),
        imported_by: Set(actor.map(|actor| actor.user_id)),
        imported_at: Set(now),
    })
    .exec_without_returning(txn)
    .await?;
    for (role, user) in [(Role::Owner, owner), (Role::ServiceManager, manager)] {
        let appointment = Appointment {
            user,
            role,
            org_unit: None,
            e_service: Some(id),
        };
        give_quietly(services, txn, actor, appointment).await?;
    }
    operation(services, txn, actor, id, cycle_id, draft).await?;
    if let Some(measure) = &draft.measure {
        measured(services, txn, (id, cycle_id), manager, draft, measure).await?;
    }
    let entry = audit::Entry {
        action: "e_service.import",
        thing_kind: "EService",
        thing_id: id.0,
        e_service_id: Some(id),
        detail: json!({
            "name": draft.name, "orgUnit": unit, "owner": owner, "serviceManager": manager,
            "launchedOn": draft.launched_on, "externalId": draft.external_id,
        }),
    };
    audit::record(txn, actor, now, entry).await?;
    Ok(id)
}

/// Its cycle, in follow-up. What recurs is due for the first time as if it was published today: nobody is reminded of years gone by.
async fn operation(
    services: &Services,
    txn: &Transaction,
    actor: Option<&Actor>,
    id: EServiceId,
    cycle_id: CycleId,
    draft: &Draft,
) -> Result<()> {
    let template = services.templates.newest(txn).await?.template;
    let start = Start {
        id: cycle_id,
        kind: CycleKind::New,
        phase: Phase::FollowUp,
        approach: Some(Approach::Ongoing),
        deadline: None,
        target_group: Some(false),
        test_group: Some(false),
        left_out: what_led_there(&template),
    };
    begin(services, txn, id, start).await?;
    let published = |at: chrono::DateTime<chrono::Utc>| {
        cycle::Entity::update_many()
            .col_expr(cycle::Column::LaunchDate, Expr::value(draft.launched_on))
            .col_expr(cycle::Column::PublishedAt, Expr::value(at))
            .filter(cycle::COLUMN.id.eq(cycle_id))
    };
    published(services.now()).exec(txn).await?;
    settle::settle(services, txn, actor, cycle_id).await?;
    task::Entity::update_many()
        .col_expr(task::Column::DueByHand, Expr::value(true))
        .filter(task::COLUMN.cycle_id.eq(cycle_id))
        .filter(task::COLUMN.due_on.is_not_null())
        .exec(txn)
        .await?;
    let morning = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    let launched_at = Zone::from(services.settings.time_zone).instant(draft.launched_on, morning);
    published(launched_at.min(services.now())).exec(txn).await?;
    Ok(())
}

/// The activities on the way to operation, with the handing over and the closing, which are done once.
fn what_led_there(template: &Template) -> BTreeSet<String> {
    template
        .activities
        .iter()
        .filter(|activity| match activity.phase {
            Phase::Management => activity.recurs.is_none(),
            phase => phase < Phase::Management,
        })
        .map(|activity| activity.key.clone())
        .collect()
}

/// What is measured. Where the spreadsheet says no more than how often, it is the number of cases.
async fn measured(
    services: &Services,
    txn: &Transaction,
    (e_service, cycle): (EServiceId, CycleId),
    manager: UserId,
    draft: &Draft,
    measure: &Measure,
) -> Result<()> {
    let (now, today) = (services.now(), services.today());
    let next = goal::next_due(measure.interval, draft.launched_on, Some(today));
    let given = |text: &Option<String>, else_: &str| text.clone().unwrap_or_else(|| else_.to_owned());
    let statement = Statement {
        name: given(&measure.name, "Antal ärenden"),
        goal: "E-tjänsten används.".to_owned(),
        unit: given(&measure.unit, "ärenden"),
        direction: Direction::Increase,
        baseline: None,
        target: measure.target.unwrap_or(1.0),
        interval: measure.interval,
        source: String::new(),
        indicator: None,
    };
    let id = MetricId::new();
    metric::Entity::insert(metric::ActiveModel {
        id: Set(id),
        e_service_id: Set(e_service),
        cycle_id: Set(cycle),
        next_due_on: Set(Some(next)),
        due_set_at: Set(Some(now)),
        created_by: Set(manager),
        created_at: Set(now),
        updated_by: Set(manager),
        removed_at: Set(None),
        version: Set(1),
        ..statement.row()
    })
    .exec_without_returning(txn)
    .await?;
    versions::keep(txn, (id, 1), &statement, (manager, now)).await?;
    Ok(())
}
