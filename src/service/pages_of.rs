//! The same page of what hangs on each of many things: one statement, whatever their number.

use std::{collections::HashMap, hash::Hash};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Query, WindowStatement},
};
use uuid::Uuid;

use super::{
    Result,
    paging::{Cursor, Page, Window},
};
use crate::global_id::Named;

/// How rows hang on what they belong to.
#[derive(Clone, Debug)]
pub struct Hanging<E: EntityTrait> {
    /// The column that names what a row belongs to.
    pub of: E::Column,
    /// The NOT NULL column by which they are ordered.
    pub by: E::Column,
    /// Their key.
    pub id: E::Column,
    /// Which way.
    pub order: Order,
}

/// The same page of the rows that hang on each of these things and of which `which` holds. One more statement where they are
/// counted. The caller may see the things.
///
/// # Errors
/// Where the database fails.
pub async fn pages_of<E, K>(
    db: &impl ConnectionTrait,
    keys: &[K],
    hanging: &Hanging<E>,
    which: Condition,
    (window, count): (&Window, bool),
    cursor: impl Fn(&E::Model) -> Cursor,
) -> Result<HashMap<K, Page<E::Model>>>
where
    E: EntityTrait,
    K: Named + Eq + Hash,
{
    let table = E::default();
    let Hanging { of, by, id, order } = hanging;
    let of_these = of
        .is_in(keys.iter().map(|key| key.uuid()))
        .and(Expr::col((table, *of)).is_not_null());
    let mut totals: HashMap<Uuid, i64> = HashMap::new();
    if count {
        let counted = Query::select()
            .expr_as(Expr::col((table, *of)), "of")
            .expr_as(Expr::col((table, *id)).count(), "total")
            .from(table)
            .and_where(of_these.clone())
            .cond_where(which.clone())
            .group_by_col((table, *of))
            .to_owned();
        for row in db.query_all(&counted).await? {
            totals.insert(row.try_get("", "of")?, row.try_get("", "total")?);
        }
    }
    let within = window.order(order);
    let ranked = Query::select()
        .column((table, Asterisk))
        .expr_as(Expr::col((table, *of)), "of_")
        .expr_window_as(
            Func::cust("ROW_NUMBER"),
            WindowStatement::partition_by((table, *of))
                .order_by((table, *by), within.clone())
                .order_by((table, *id), within)
                .to_owned(),
            "place",
        )
        .from(table)
        .and_where(of_these)
        .cond_where(which)
        .cond_where(window.within(&Expr::col((table, *by)), id, order))
        .to_owned();
    let select = Query::select()
        .column(Asterisk)
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col("place").lte(i64::try_from(window.rows()).unwrap_or(i64::MAX)))
        .order_by("place", Order::Asc)
        .to_owned();
    let mut rows: HashMap<Uuid, Vec<E::Model>> = HashMap::new();
    for row in db.query_all(&select).await? {
        let of: Uuid = row.try_get("", "of_")?;
        rows.entry(of)
            .or_default()
            .push(E::Model::from_query_result(&row, "")?);
    }
    let pages = keys.iter().map(|key| {
        let total = count.then(|| totals.get(&key.uuid()).copied().unwrap_or(0));
        let total = total.and_then(|total| u64::try_from(total).ok());
        let rows = rows.remove(&key.uuid()).unwrap_or_default();
        (*key, window.page(rows, total, &cursor))
    });
    Ok(pages.collect())
}
