//! Every query on metrics and measurements.

use std::collections::HashMap;

use ::entity::{
    e_service,
    ids::{EServiceId, MeasurementId, MetricId},
    measurement, metric, org_unit,
};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, Order, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Asterisk, Expr, ExprTrait, Query, SimpleExpr, WindowStatement},
};

pub use super::shape::{Latest, MeasurementDetails, MeasurementRow, MeasurementView};
use crate::{
    domain::actor::Actor,
    service::{
        Error, Result,
        access::may_see,
        columns::{self, Cells, Columns, columns},
        paging::{Cursor, Page, PageArgs, SortKey, SortKind},
    },
};

columns!(metric::Model:
    id, e_service_id, cycle_id, name, goal, unit, direction, baseline, target, interval, source, indicator, next_due_on,
    due_set_at, deviation_until, deviation_reason, deviation_by, deviation_at,
    created_by, created_at, updated_by, removed_at, version);

/// The latest measurements of a metric in a query.
const LATEST: &str = "latest";

/// A metric with its latest measurements.
#[derive(Clone, Debug)]
pub struct MetricView {
    /// The metric.
    pub row: metric::Model,
    /// The latest measurements, oldest first; so many as were asked for.
    pub measurements: Vec<MeasurementView>,
    /// How many were asked for.
    pub asked: u64,
}

/// The metrics of each e-service, in the order in which they were stated, with their latest measurements. One statement,
/// whatever the number of metrics. The caller may see the e-services.
///
/// # Errors
/// Where the database fails.
pub async fn of_e_services(
    db: &impl ConnectionTrait,
    ids: &[EServiceId],
    latest: Latest,
) -> Result<HashMap<EServiceId, Vec<MetricView>>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let which = metric::COLUMN
        .e_service_id
        .is_in(ids.iter().copied())
        .and(metric::COLUMN.removed_at.is_null());
    let mut of: HashMap<EServiceId, Vec<MetricView>> = HashMap::new();
    for view in read(db, which, latest).await? {
        of.entry(view.row.e_service_id).or_default().push(view);
    }
    Ok(of)
}

/// Metrics by key with their latest measurements, whoever asks; those taken out too. One statement.
///
/// # Errors
/// Where the database fails.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[MetricId],
    latest: Latest,
) -> Result<HashMap<MetricId, MetricView>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let which = metric::COLUMN.id.is_in(ids.iter().copied());
    Ok(read(db, which, latest)
        .await?
        .into_iter()
        .map(|view| (view.row.id, view))
        .collect())
}

async fn read(
    db: &impl ConnectionTrait,
    which: SimpleExpr,
    latest: Latest,
) -> Result<Vec<MetricView>, DbErr> {
    if latest.count == 0 {
        let rows = metric::Entity::find()
            .filter(which)
            .order_by_asc(metric::COLUMN.id)
            .all(db)
            .await?;
        return Ok(rows
            .into_iter()
            .map(|row| MetricView {
                row,
                measurements: Vec::new(),
                asked: 0,
            })
            .collect());
    }
    // The measurements of these metrics, each with its place from the latest on.
    let ranked = Query::select()
        .column((measurement::Entity, Asterisk))
        .expr_window_as(
            sea_orm::sea_query::Func::cust("ROW_NUMBER"),
            WindowStatement::partition_by((measurement::Entity, measurement::Column::MetricId))
                .order_by(
                    (measurement::Entity, measurement::Column::MeasuredOn),
                    Order::Desc,
                )
                .order_by((measurement::Entity, measurement::Column::Id), Order::Desc)
                .to_owned(),
            "place",
        )
        .from(measurement::Entity)
        .and_where(
            measurement::COLUMN.metric_id.in_subquery(
                Query::select()
                    .column(metric::Column::Id)
                    .from(metric::Entity)
                    .and_where(which.clone())
                    .to_owned(),
            ),
        )
        .and_where(measurement::COLUMN.corrected_at.is_null())
        .to_owned();
    let value = |column: measurement::Column| Expr::col((LATEST, column));
    let mut select = Query::select();
    columns::select::<metric::Model>(&mut select, metric::Entity);
    columns::select::<MeasurementRow>(&mut select, LATEST);
    if latest.details {
        columns::select::<MeasurementDetails>(&mut select, LATEST);
    }
    select
        .from(metric::Entity)
        .join_subquery(
            JoinType::LeftJoin,
            ranked,
            LATEST,
            value(measurement::Column::MetricId)
                .equals((metric::Entity, metric::Column::Id))
                .and(Expr::col((LATEST, "place")).lte(i64::try_from(latest.count).unwrap_or(i64::MAX))),
        )
        .and_where(which)
        .order_by((metric::Entity, metric::Column::Id), Order::Asc)
        .order_by((LATEST, measurement::Column::MeasuredOn), Order::Asc)
        .order_by((LATEST, measurement::Column::Id), Order::Asc);
    let mut views: Vec<MetricView> = Vec::new();
    for row in db.query_all(&select).await? {
        let mut cells = Cells::of(&row);
        let id: MetricId = cells.peek()?;
        if views.last().is_some_and(|view| view.row.id == id) {
            cells.pass::<metric::Model>();
        } else {
            views.push(MetricView {
                row: Columns::read(&mut cells)?,
                measurements: Vec::new(),
                asked: latest.count,
            });
        }
        if let (Some(view), Some(row)) = (views.last_mut(), cells.take_if_there()?) {
            let details = if latest.details {
                Some(Columns::read(&mut cells)?)
            } else {
                None
            };
            view.measurements.push(MeasurementView { row, details });
        }
    }
    Ok(views)
}

/// The same page of the measurements of each metric, oldest first: one statement, whatever the number of metrics, and one more
/// where they are counted. The caller may see the metrics.
///
/// # Errors
/// Refused page arguments, or the database.
pub async fn measurement_pages(
    db: &impl ConnectionTrait,
    ids: &[MetricId],
    args: &PageArgs,
    count: bool,
) -> Result<HashMap<MetricId, Page<measurement::Model>>> {
    let window = args.window(SortKind::Day)?;
    // What was corrected is history and does not count.
    let of_these = || {
        let metric = measurement::COLUMN.metric_id.is_in(ids.iter().copied());
        metric.and(measurement::COLUMN.corrected_at.is_null())
    };
    let mut totals: HashMap<MetricId, i64> = HashMap::new();
    if count {
        let counted = measurement::Entity::find()
            .select_only()
            .column(measurement::Column::MetricId)
            .column_as(measurement::COLUMN.id.count(), "total")
            .filter(of_these())
            .group_by(measurement::Column::MetricId)
            .into_tuple();
        totals = counted.all(db).await?.into_iter().collect();
    }
    let order = window.order(&Order::Asc);
    let by = Expr::col((measurement::Entity, measurement::Column::MeasuredOn));
    let ranked = Query::select()
        .column((measurement::Entity, Asterisk))
        .expr_window_as(
            sea_orm::sea_query::Func::cust("ROW_NUMBER"),
            WindowStatement::partition_by((measurement::Entity, measurement::Column::MetricId))
                .order_by(
                    (measurement::Entity, measurement::Column::MeasuredOn),
                    order.clone(),
                )
                .order_by((measurement::Entity, measurement::Column::Id), order.clone())
                .to_owned(),
            "place",
        )
        .from(measurement::Entity)
        .and_where(of_these())
        .cond_where(window.within(&by, &measurement::Column::Id, &Order::Asc))
        .to_owned();
    let select = Query::select()
        .column(Asterisk)
        .from_subquery(ranked, "m")
        .and_where(Expr::col("place").lte(i64::try_from(window.rows()).unwrap_or(i64::MAX)))
        .order_by("place", Order::Asc)
        .to_owned();
    let mut rows: HashMap<MetricId, Vec<measurement::Model>> = HashMap::new();
    for row in db.query_all(&select).await? {
        let row = measurement::Model::from_query_result(&row, "")?;
        rows.entry(row.metric_id).or_default().push(row);
    }
    let pages = ids.iter().map(|id| {
        let total = count.then(|| totals.get(id).copied().unwrap_or(0));
        let total = total.and_then(|total| u64::try_from(total).ok());
        (
            *id,
            window.page(rows.remove(id).unwrap_or_default(), total, |row| {
                cursor(row.measured_on, row.id)
            }),
        )
    });
    Ok(pages.collect())
}

/// Where a measurement stands in the list of its metric.
#[must_use]
pub fn cursor(measured_on: NaiveDate, id: MeasurementId) -> Cursor {
    Cursor {
        key: SortKey::Day(measured_on),
        id: id.0,
    }
}

/// The former values of measurements, oldest first, by the key of the first of each. One statement. The caller may see them.
///
/// # Errors
/// Where the database fails.
pub async fn former(
    db: &impl ConnectionTrait,
    firsts: &[MeasurementId],
) -> Result<HashMap<MeasurementId, Vec<measurement::Model>>, DbErr> {
    if firsts.is_empty() {
        return Ok(HashMap::new());
    }
    let first = measurement::COLUMN.id.is_in(firsts.iter().copied());
    let later = measurement::COLUMN.first_id.is_in(firsts.iter().copied());
    let rows = measurement::Entity::find()
        .filter(first.or(later))
        .filter(measurement::COLUMN.corrected_at.is_not_null())
        .order_by_asc(measurement::COLUMN.id)
        .all(db)
        .await?;
    let mut former: HashMap<MeasurementId, Vec<measurement::Model>> = HashMap::new();
    for row in rows {
        former
            .entry(row.first_id.unwrap_or(row.id))
            .or_default()
            .push(row);
    }
    Ok(former)
}

/// A metric that has not been taken out, for a use case.
///
/// # Errors
/// [`Error::NotFound`] where there is none or the person may not see it.
pub async fn visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: MetricId,
) -> Result<(metric::Model, e_service::Model, String)> {
    let row = metric::Entity::find_by_id(id)
        .filter(metric::COLUMN.removed_at.is_null())
        .one(db)
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    let (e_service, unit) = e_service::Entity::find_by_id(row.e_service_id)
        .find_also_related(org_unit::Entity)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let path = unit.map(|unit| unit.path).unwrap_or_default();
    if may_see(actor, &e_service, &path) {
        Ok((row, e_service, path))
    } else {
        Err(Error::NotFound)
    }
}
