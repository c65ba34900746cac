//! What an artefact names beside itself: all of it must exist.

use std::collections::HashSet;

use ::entity::{
    artefact,
    enums::{NeedState, ReportState},
    metric, need, report, user,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Reference;
use crate::{
    database::Transaction,
    service::{ProblemCode, Result, check::Check, cycle::queries::CycleView},
};

/// Notes what is named and does not exist: a statement for each kind of thing, however much is named.
pub(super) async fn check_references(
    txn: &Transaction,
    view: &CycleView,
    references: Vec<Reference>,
    check: &mut Check,
) -> Result<()> {
    let (mut users, mut artefacts) = (Vec::new(), Vec::new());
    let (mut metrics, mut needs, mut reports) = (Vec::new(), Vec::new(), Vec::new());
    for reference in &references {
        match reference {
            Reference::User(_, id) => users.push(*id),
            Reference::Artefact(_, id) | Reference::OfKind(_, _, id) => artefacts.push(*id),
            Reference::Metric(_, id) => metrics.push(*id),
            Reference::Need(_, id) => needs.push(*id),
            Reference::Report(_, id) => reports.push(*id),
        }
    }
    let (mut found, mut of_kind) = (HashSet::new(), HashSet::new());
    if !users.is_empty() {
        let open = user::Entity::find()
            .filter(user::COLUMN.id.is_in(users))
            .filter(user::COLUMN.active.eq(true));
        found.extend(open.all(txn).await?.into_iter().map(|row| row.id.0));
    }
    if !artefacts.is_empty() {
        let here = artefact::Entity::find()
            .filter(artefact::COLUMN.id.is_in(artefacts))
            .filter(artefact::COLUMN.e_service_id.eq(view.e_service.id))
            .filter(artefact::COLUMN.removed_at.is_null());
        for row in here.all(txn).await? {
            found.insert(row.id.0);
            if row.cycle_id == view.cycle.id {
                of_kind.insert((row.kind, row.id.0));
            }
        }
    }
    if !metrics.is_empty() {
        let here = metric::Entity::find()
            .filter(metric::COLUMN.id.is_in(metrics))
            .filter(metric::COLUMN.e_service_id.eq(view.e_service.id));
        found.extend(here.all(txn).await?.into_iter().map(|row| row.id.0));
    }
    if !needs.is_empty() {
        let attached = need::Entity::find()
            .filter(need::COLUMN.id.is_in(needs))
            .filter(need::COLUMN.e_service_id.eq(view.e_service.id))
            .filter(need::COLUMN.state.eq(NeedState::Attached));
        found.extend(attached.all(txn).await?.into_iter().map(|row| row.id.0));
    }
    if !reports.is_empty() {
        let presented = report::Entity::find()
            .filter(report::COLUMN.id.is_in(reports))
            .filter(report::COLUMN.e_service_id.eq(view.e_service.id))
            .filter(report::COLUMN.state.eq(ReportState::Presented));
        found.extend(presented.all(txn).await?.into_iter().map(|row| row.id.0));
    }
    for reference in references {
        let (path, there) = match reference {
            Reference::User(path, id) => (path, found.contains(&id.0)),
            Reference::Artefact(path, id) => (path, found.contains(&id.0)),
            Reference::OfKind(path, kind, id) => (path, of_kind.contains(&(kind, id.0))),
            Reference::Metric(path, id) => (path, found.contains(&id.0)),
            Reference::Need(path, id) => (path, found.contains(&id.0)),
            Reference::Report(path, id) => (path, found.contains(&id.0)),
        };
        check.that(
            there,
            ProblemCode::UnknownId,
            path,
            "Finns inte.",
            "Does not exist.",
        );
    }
    Ok(())
}
