//! Correcting a measured value: another takes its place, and the former one stays on record.

use ::entity::{
    ids::{MeasurementId, MetricId},
    measurement,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::Expr,
};
use serde_json::json;

use super::{
    measure::{checked, levels},
    queries,
};
use crate::{
    domain::{actor::Actor, goal::Given, permission::Permission},
    service::{
        Error, ProblemCode, Result, Services,
        access::{place, require},
        audit,
        check::{Check, TEXT},
    },
};

/// What is right.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The value, or what it is computed from.
    pub value: Given,
    /// A remark, Markdown.
    pub note: String,
    /// Why the former value was wrong.
    pub reason: String,
}

/// Puts another value in the place of a recorded one. The former one stays, marked, with by whom and why. The day for which it
/// holds and the due date that it answered stay as they are.
///
/// # Errors
/// Problems with the fields, `REASON_MISSING`, `STALE` where it was corrected already, [`Error::Forbidden`], [`Error::NotFound`].
pub async fn correct(
    services: &Services,
    actor: &Actor,
    id: MeasurementId,
    correction: Correction,
) -> Result<(MeasurementId, MetricId)> {
    let now = services.now();
    let txn = services.begin().await?;
    let former = measurement::Entity::find_by_id(id)
        .one(&txn)
        .await?
        .ok_or(Error::NotFound)?;
    let (metric, e_service, unit_path) = queries::visible(&txn, actor, former.metric_id).await?;
    require(
        actor,
        Permission::RecordMeasurement,
        place(e_service.id, &unit_path),
    )?;
    let mut check = Check::default();
    let read = checked(&mut check, metric.indicator, correction.value);
    let note = check.optional_text("note", &correction.note, TEXT);
    let reason = check.optional_text("reason", &correction.reason, TEXT);
    check.that(
        !reason.is_empty(),
        ProblemCode::ReasonMissing,
        "reason",
        "Ange varför värdet ändras.",
        "Say why the value is changed.",
    );
    check.finish()?;
    let marked = measurement::Entity::update_many()
        .col_expr(measurement::Column::CorrectedAt, Expr::value(now))
        .col_expr(measurement::Column::CorrectedBy, Expr::value(actor.user_id))
        .col_expr(measurement::Column::CorrectionReason, Expr::value(reason.clone()))
        .filter(measurement::COLUMN.id.eq(id))
        .filter(measurement::COLUMN.corrected_at.is_null())
        .exec(&txn)
        .await?;
    if marked.rows_affected != 1 {
        return Err(Error::refused(
            ProblemCode::Stale,
            &["measurementId"],
            "Värdet är redan rättat.",
            "The value was corrected already.",
        ));
    }
    let corrected = MeasurementId::new();
    let row = measurement::ActiveModel {
        id: Set(corrected),
        value: Set(read.value),
        numerator: Set(read.parts.map(|(numerator, _)| numerator)),
        denominator: Set(read.parts.map(|(_, denominator)| denominator)),
        levels: Set(levels(&read)),
        note: Set(note),
        recorded_by: Set(actor.user_id),
        machine_client_id: Set(None),
        recorded_at: Set(now),
        first_id: Set(Some(former.first_id.unwrap_or(former.id))),
        ..former.clone().into_active_model().reset_all()
    };
    measurement::Entity::insert(row)
        .exec_without_returning(&txn)
        .await?;
    let entry = audit::Entry {
        action: "metric.correct",
        thing_kind: "Measurement",
        thing_id: corrected.0,
        e_service_id: Some(e_service.id),
        detail: json!({
            "metric": metric.id, "value": read.value, "reason": reason,
            "before": { "measurement": former.id, "value": former.value },
        }),
    };
    audit::record(&txn, Some(actor), now, entry).await?;
    txn.commit().await?;
    Ok((corrected, metric.id))
}
