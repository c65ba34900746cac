//! Of cycles: their launches, the last days to order a publication, and their deadlines.

use std::collections::BTreeSet;

use ::entity::{
    approval, artefact, cycle,
    enums::{ApprovalState, ApprovalSubject, ArtefactKind, ReminderSeries as Series},
    ids::CycleId,
};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Select};

use super::Which;
use crate::{
    database::KEYS_AT_A_TIME,
    domain::{
        calendar::add_working_days,
        reminder::{self, Facts, Thing},
    },
    service::Services,
};

fn cycles(which: Which, date: cycle::Column) -> Select<cycle::Entity> {
    let select = cycle::Entity::find().filter(date.is_not_null());
    match which {
        Which::Until(day) => select
            .filter(date.lte(day))
            .filter(cycle::COLUMN.published_at.is_null())
            .filter(cycle::COLUMN.ended_at.is_null()),
        Which::Of(Thing::Cycle(id)) => select.filter(cycle::COLUMN.id.eq(id)),
        Which::Of(_) => select.limit(0),
    }
}

fn of_cycle(cycle: &cycle::Model, series: Series, date: NaiveDate) -> Facts {
    Facts {
        series,
        thing: Thing::Cycle(cycle.id),
        e_service: cycle.e_service_id,
        date,
        date_set_at: cycle.launch_date_set_at,
        open: cycle.published_at.is_none() && cycle.ended_at.is_none(),
        assignee: None,
        role: None,
        leads: None,
    }
}

pub(super) async fn launches(db: &impl ConnectionTrait, which: Which) -> Result<Vec<Facts>, DbErr> {
    let cycles = cycles(which, cycle::Column::LaunchDate).all(db).await?;
    launch_facts(db, cycles).await
}

/// The facts of the launches of these cycles.
///
/// # Errors
/// Where the database fails.
pub async fn launch_facts(db: &impl ConnectionTrait, cycles: Vec<cycle::Model>) -> Result<Vec<Facts>, DbErr> {
    if cycles.is_empty() {
        return Ok(Vec::new());
    }
    let mut approved = BTreeSet::new();
    for some in cycles.chunks(KEYS_AT_A_TIME) {
        let ids: Vec<CycleId> = approval::Entity::find()
            .select_only()
            .column(approval::Column::CycleId)
            .filter(approval::COLUMN.cycle_id.is_in(some.iter().map(|cycle| cycle.id)))
            .filter(approval::COLUMN.subject.eq(ApprovalSubject::EService))
            .filter(approval::COLUMN.state.eq(ApprovalState::Approved))
            .into_tuple()
            .all(db)
            .await?;
        approved.extend(ids);
    }
    let of = |cycle: &cycle::Model| {
        let mut facts = of_cycle(cycle, Series::Launch, cycle.launch_date?);
        let published = cycle.published_at.is_some();
        facts.open &= reminder::launch_is_open(cycle.phase, approved.contains(&cycle.id), published);
        Some(facts)
    };
    Ok(cycles.iter().filter_map(of).collect())
}

/// How many working days before the launch a publication is ordered in good time.
pub(super) fn ordered_before(services: &Services) -> i32 {
    i32::from(services.settings.launch.publication_lead_days)
}

/// Of launches, the last day on which the publication is ordered in good time.
pub(super) async fn publications(services: &Services, launches: Vec<Facts>) -> Result<Vec<Facts>, DbErr> {
    let (db, before) = (&services.db, ordered_before(services));
    let cycle_of = |facts: &Facts| match facts.thing {
        Thing::Cycle(id) => Some(id),
        _ => None,
    };
    let mut ordered = BTreeSet::new();
    for some in launches.chunks(KEYS_AT_A_TIME) {
        let ids: Vec<CycleId> = artefact::Entity::find()
            .select_only()
            .column(artefact::Column::CycleId)
            .filter(artefact::COLUMN.cycle_id.is_in(some.iter().filter_map(cycle_of)))
            .filter(artefact::COLUMN.kind.eq(ArtefactKind::PublicationOrder))
            .filter(artefact::COLUMN.removed_at.is_null())
            .into_tuple()
            .all(db)
            .await?;
        ordered.extend(ids);
    }
    let of = |facts: Facts| Facts {
        series: Series::Publication,
        open: facts.open && cycle_of(&facts).is_some_and(|id| !ordered.contains(&id)),
        date: add_working_days(facts.date, -before),
        ..facts
    };
    Ok(launches.into_iter().map(of).collect())
}

pub(super) async fn deadlines(db: &impl ConnectionTrait, which: Which) -> Result<Vec<Facts>, DbErr> {
    let cycles = cycles(which, cycle::Column::Deadline).all(db).await?;
    let of = |cycle: &cycle::Model| {
        let facts = of_cycle(cycle, Series::Deadline, cycle.deadline?);
        Some(Facts {
            date_set_at: None,
            ..facts
        })
    };
    Ok(cycles.iter().filter_map(of).collect())
}
