//! Planning reminders: what is due now is written into the ledger. "Due and not told" is asked, never "is it today".

use std::collections::BTreeSet;

use ::entity::{
    approval, cycle, e_service,
    enums::{ApprovalState, ApprovalSubject, EServiceState, Phase},
    ids::EServiceId,
    metric, notification,
};
use chrono::{Duration, NaiveTime};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait,
};

use super::{
    recipients::{Holders, unit_paths},
    tell::{Occasion, Thing, tell_one},
};
use crate::{
    config,
    domain::{
        calendar::Zone,
        goal,
        reminder::{self, Facts, Occurrence, Policy},
    },
    service::{Result, Services},
};

/// When reminders go out, by the settings.
#[must_use]
pub fn policy(settings: &config::Settings) -> Policy {
    Policy {
        launch_leads: settings.reminders.launch_days.clone(),
        measure_leads: settings.reminders.measure_days.clone(),
        send_at: NaiveTime::from_hms_opt(settings.reminders.send_hour, 0, 0).unwrap_or_default(),
        zone: Zone::from(settings.time_zone),
        ..Policy::default()
    }
}

/// Writes every reminder that is due and was not told yet; answers how many.
///
/// # Errors
/// Where the database fails.
pub async fn plan(services: &Services) -> Result<usize> {
    let policy = policy(&services.settings);
    let now = services.now();
    let due: Vec<Occurrence> = facts(services, &policy)
        .await?
        .iter()
        .flat_map(|facts| reminder::due(&policy, facts, now))
        .collect();
    if due.is_empty() {
        return Ok(0);
    }
    let e_services: Vec<EServiceId> = due
        .iter()
        .map(|occurrence| occurrence.e_service)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let roles = due
        .iter()
        .flat_map(|occurrence| occurrence.roles.iter().copied())
        .collect();
    let holders = Holders::load(&services.db, &e_services, &roles).await?;
    let paths = unit_paths(&services.db, &e_services).await?;
    let told = told(&services.db, &due).await?;
    let mut count = 0;
    for occurrence in due {
        let key = occurrence.key();
        let path = paths.get(&occurrence.e_service).map_or("", String::as_str);
        let people: Vec<_> = holders
            .of(occurrence.e_service, path, &occurrence.roles)
            .into_iter()
            .filter(|user| !told.contains(&(user.0, key.clone())))
            .collect();
        if people.is_empty() {
            continue;
        }
        let occasion = Occasion {
            kind: occurrence.kind,
            occurrence: key,
            e_service_id: occurrence.e_service,
            thing: match occurrence.thing {
                reminder::Thing::Cycle(id) => Thing::Cycle(id),
                reminder::Thing::Metric(id) => Thing::Metric(id),
            },
            about_on: Some(occurrence.about_on),
        };
        // One transaction an occurrence: another instance that plans the same is waited for, not failed over.
        let txn = services.begin().await?;
        for user in people {
            count += usize::from(tell_one(services, &txn, &occasion, user).await?);
        }
        txn.commit().await?;
    }
    if count > 0 {
        services.live.wake();
    }
    Ok(count)
}

/// What must be known of every launch and measure whose reminders may be due: two statements.
async fn facts(services: &Services, policy: &Policy) -> Result<Vec<Facts>, DbErr> {
    let today = services.today();
    let lead = |days: &[i64]| Duration::days(days.iter().copied().max().unwrap_or(0) + 1);
    let mut facts = launches(&services.db, today + lead(&policy.launch_leads) + WEEKEND).await?;
    facts.extend(measures(&services.db, today + lead(&policy.measure_leads) + WEEKEND).await?);
    Ok(facts)
}

/// A step that falls on free days is moved to before them; no run of free days is longer.
const WEEKEND: Duration = Duration::days(10);

async fn launches(db: &impl ConnectionTrait, until: chrono::NaiveDate) -> Result<Vec<Facts>, DbErr> {
    let cycles = cycle::Entity::find()
        .filter(cycle::COLUMN.launch_date.lte(until))
        .filter(cycle::COLUMN.published_at.is_null())
        .filter(cycle::COLUMN.ended_at.is_null())
        .all(db)
        .await?;
    launch_facts(db, cycles).await
}

/// The facts of the launches of these cycles.
pub(in crate::service) async fn launch_facts(
    db: &impl ConnectionTrait,
    cycles: Vec<cycle::Model>,
) -> Result<Vec<Facts>, DbErr> {
    if cycles.is_empty() {
        return Ok(Vec::new());
    }
    let approved: BTreeSet<_> = approval::Entity::find()
        .filter(
            approval::COLUMN
                .cycle_id
                .is_in(cycles.iter().map(|cycle| cycle.id)),
        )
        .filter(approval::COLUMN.subject.eq(ApprovalSubject::EService))
        .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.cycle_id)
        .collect();
    Ok(cycles
        .into_iter()
        .filter(|cycle| cycle.ended_at.is_none())
        .filter_map(|cycle| {
            Some(Facts::Launch {
                cycle: cycle.id,
                e_service: cycle.e_service_id,
                launch_date: cycle.launch_date?,
                date_set_at: cycle.launch_date_set_at,
                published: cycle.published_at.is_some(),
                in_phase_launch_or_approved: cycle.phase == Phase::Launch || approved.contains(&cycle.id),
            })
        })
        .collect())
}

async fn measures(db: &impl ConnectionTrait, until: chrono::NaiveDate) -> Result<Vec<Facts>, DbErr> {
    let metrics = metric::Entity::find()
        .join(JoinType::InnerJoin, metric::Relation::EService.def())
        .filter(metric::COLUMN.next_due_on.lte(until))
        .filter(metric::COLUMN.removed_at.is_null())
        .filter(e_service::COLUMN.state.eq(EServiceState::Live))
        .all(db)
        .await?;
    Ok(metrics
        .into_iter()
        .filter_map(|metric| measure_facts(&metric))
        .collect())
}

/// The facts of a measure; none where it is not measured now.
pub(super) fn measure_facts(metric: &metric::Model) -> Option<Facts> {
    if metric.removed_at.is_some() {
        return None;
    }
    // A deviation that was accepted puts the whole row of reminders off.
    let expected = goal::expected_on(metric.next_due_on, metric.deviation_until)?;
    let put_off = metric.next_due_on != Some(expected);
    Some(Facts::Measure {
        metric: metric.id,
        e_service: metric.e_service_id,
        due_on: expected,
        date_set_at: if put_off {
            metric.deviation_at
        } else {
            metric.due_set_at
        },
    })
}

/// Who was told which of these occurrences: one statement.
async fn told(
    db: &impl ConnectionTrait,
    due: &[Occurrence],
) -> Result<BTreeSet<(uuid::Uuid, String)>, DbErr> {
    let mut told = BTreeSet::new();
    // Far below the number of values that a statement can carry.
    for keys in due.chunks(10_000) {
        let rows: Vec<(uuid::Uuid, String)> = notification::Entity::find()
            .select_only()
            .column(notification::Column::UserId)
            .column(notification::Column::Occurrence)
            .filter(
                notification::COLUMN
                    .occurrence
                    .is_in(keys.iter().map(Occurrence::key)),
            )
            .into_tuple()
            .all(db)
            .await?;
        told.extend(rows);
    }
    Ok(told)
}
