//! Accepting that a measure is not taken, until a day.

use ::entity::{ids::MetricId, metric};
use chrono::NaiveDate;
use serde_json::json;

use super::{
    define::{deviate, write},
    queries,
};
use crate::{
    domain::{actor::Actor, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
    },
};

/// Accepts that a measure is not taken until a day, or takes that back where there is none. It is then expected on that day and is
/// not overdue before; once it is measured, the deviation is over.
///
/// # Errors
/// Problems with the fields, `WRONG_STATE` where nothing is due, `STALE`, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn accept(
    services: &Services,
    actor: &Actor,
    id: MetricId,
    version: i32,
    until: Option<NaiveDate>,
    reason: &str,
) -> Result<MetricId> {
    let now = services.now();
    let txn = services.begin().await?;
    let (metric, e_service, unit_path) = queries::visible(&txn, actor, id).await?;
    require(
        actor,
        Permission::AcceptDeviation,
        place(e_service.id, &unit_path),
    )?;
    let due_on = metric.next_due_on.ok_or_else(|| {
        Error::refused(
            ProblemCode::WrongState,
            &[],
            "Måttet ska inte mätas nu.",
            "The metric is not to be measured now.",
        )
    })?;
    let mut check = Check::default();
    let reason = match until {
        Some(until) => {
            check.that(
                until >= services.today(),
                ProblemCode::DateInPast,
                "untilOn",
                "Har redan varit.",
                "Has been already.",
            );
            check.that(
                until > due_on,
                ProblemCode::Invalid,
                "untilOn",
                "Ligger inte efter dagen då måttet ska mätas.",
                "Does not lie after the day on which the metric is due.",
            );
            check.text("reason", reason, TEXT)
        }
        None => check.optional_text("reason", reason, TEXT),
    };
    check.finish()?;
    let mut row = metric::ActiveModel::default();
    let accepted = until.map(|until| (until, reason.clone(), actor.user_id, now));
    deviate(&mut row, accepted);
    write(&txn, id, version, row).await?;
    let entry = audit::Entry {
        action: "metric.accept_deviation",
        thing_kind: "Metric",
        thing_id: id.0,
        e_service_id: Some(e_service.id),
        detail: json!({
            "until": until, "reason": reason,
            "before": { "until": metric.deviation_until, "reason": metric.deviation_reason },
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok(id)
}
