//! Composing a follow-up report: a draft from the data of a period.

use ::entity::{
    enums::ReportState,
    ids::{CycleId, ReportId},
    report,
};
use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{
    edit::{drafted, write},
    gather::gather,
    queries,
};
use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::Check,
        cycle::{queries as cycles, queries::CycleView},
    },
};

/// What is to be composed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The cycle in operation.
    pub cycle: CycleId,
    /// The draft that is composed anew, with the version that was seen; none for a new one.
    pub draft: Option<(ReportId, i32)>,
    /// First day of the period; none: the day after the period of the report that was presented last, or the day of publication.
    pub from: Option<NaiveDate>,
    /// Last day of the period; none: today.
    pub to: Option<NaiveDate>,
}

/// Composes a draft from the data, or composes one anew; what the service manager wrote stays.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE` before publication, after the end of the cycle, where there is a draft already or the
/// report was presented, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn compose(services: &Services, actor: &Actor, wanted: Wanted) -> Result<ReportId> {
    let now = services.now();
    let txn = services.begin().await?;
    let view = cycles::visible(&txn, actor, wanted.cycle).await?;
    require(
        actor,
        Permission::WriteReport,
        place(view.e_service.id, &view.unit_path),
    )?;
    in_operation(&view)?;
    let reports = queries::of_cycles(&txn, &[wanted.cycle])
        .await?
        .remove(&wanted.cycle)
        .unwrap_or_default();
    let draft = match wanted.draft {
        Some((id, _)) => {
            let row = reports.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
            drafted(row)?;
            Some(row)
        }
        None if reports.iter().any(|row| row.state == ReportState::Draft) => {
            return Err(Error::refused(
                ProblemCode::WrongState,
                &[],
                "Det finns redan ett utkast.",
                "There is a draft already.",
            ));
        }
        None => None,
    };
    let former = queries::last_presented(&txn, view.e_service.id).await?;
    let period = period(services, &view, &wanted, former)?;
    let content = gather(services, &txn, actor, &view, period).await?;
    let content = serde_json::to_value(&content).map_err(|error| Error::Internal(error.to_string()))?;
    let mut row = report::ActiveModel {
        from_on: Set(period.0),
        to_on: Set(period.1),
        content: Set(content),
        updated_by: Set(actor.user_id),
        updated_at: Set(now),
        ..Default::default()
    };
    let id = match (draft, wanted.draft) {
        (Some(draft), Some((_, version))) => {
            write(&txn, draft.id, version, row).await?;
            draft.id
        }
        _ => {
            let id = ReportId::new();
            row.id = Set(id);
            row.e_service_id = Set(view.e_service.id);
            row.cycle_id = Set(view.cycle.id);
            row.number = Set(reports.first().map_or(0, |row| row.number).saturating_add(1));
            row.state = Set(ReportState::Draft);
            row.body = Set(String::new());
            row.recipients = Set(json!([]));
            row.presented_by = Set(None);
            row.presented_at = Set(None);
            row.created_by = Set(actor.user_id);
            row.created_at = Set(now);
            row.version = Set(1);
            report::Entity::insert(row).exec_without_returning(&txn).await?;
            id
        }
    };
    let entry = audit::Entry {
        action: "report.compose",
        thing_kind: "FollowUpReport",
        thing_id: id.0,
        e_service_id: Some(view.e_service.id),
        detail: json!({ "from": period.0, "to": period.1 }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(id)
}

fn in_operation(view: &CycleView) -> Result<()> {
    let (sv, en) = if view.cycle.ended_at.is_some() {
        ("Omgången är avslutad.", "The cycle is over.")
    } else if view.cycle.published_at.is_none() {
        (
            "E-tjänsten är inte i drift ännu.",
            "The e-service is not in operation yet.",
        )
    } else {
        return Ok(());
    };
    Err(Error::refused(ProblemCode::WrongState, &[], sv, en))
}

fn period(
    services: &Services,
    view: &CycleView,
    wanted: &Wanted,
    former: Option<report::Model>,
) -> Result<(NaiveDate, NaiveDate)> {
    let today = services.today();
    let published = view
        .cycle
        .published_at
        .map(|at| at.with_timezone(&services.settings.time_zone).date_naive());
    let after_former = former.and_then(|row| row.to_on.succ_opt());
    let to = wanted.to.unwrap_or(today);
    let from = wanted.from.or(after_former).or(published).unwrap_or(today);
    let mut check = Check::default();
    check.that(
        to <= today,
        ProblemCode::Invalid,
        "toOn",
        "Kan inte ligga i framtiden.",
        "Cannot lie in the future.",
    );
    check.that(
        from <= to,
        ProblemCode::Invalid,
        "fromOn",
        "Ligger efter periodens sista dag.",
        "Lies after the last day of the period.",
    );
    check.finish()?;
    Ok((from, to))
}
