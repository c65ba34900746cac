//! Sending statements over one connection of PostgreSQL.

use sea_orm::{
    DbErr, ExecResult, QueryResult, Statement, Values,
    sqlx::{self, AssertSqlSafe, Executor, PgConnection, Postgres, query::Query},
};
use sea_query_sqlx::SqlxValues;

use super::at_hand::failed;

/// The statement as sqlx takes it.
fn query(statement: &mut Statement) -> Query<'_, Postgres, SqlxValues> {
    let values = statement.values.take().unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql.as_str()), SqlxValues(values))
}

pub(super) async fn execute(over: &mut PgConnection, mut statement: Statement) -> Result<ExecResult, DbErr> {
    let done = query(&mut statement).execute(over).await;
    done.map(ExecResult::from).map_err(failed_to_execute)
}

pub(super) async fn execute_unprepared(over: &mut PgConnection, sql: &str) -> Result<ExecResult, DbErr> {
    let done = over.execute(AssertSqlSafe(sql)).await;
    done.map(ExecResult::from).map_err(failed_to_execute)
}

pub(super) async fn query_one(
    over: &mut PgConnection,
    mut statement: Statement,
) -> Result<Option<QueryResult>, DbErr> {
    let row = query(&mut statement).fetch_optional(over).await;
    Ok(row.map_err(failed)?.map(QueryResult::from))
}

pub(super) async fn query_all(
    over: &mut PgConnection,
    mut statement: Statement,
) -> Result<Vec<QueryResult>, DbErr> {
    let rows = query(&mut statement).fetch_all(over).await;
    Ok(rows.map_err(failed)?.into_iter().map(QueryResult::from).collect())
}

fn failed_to_execute(error: sqlx::Error) -> DbErr {
    DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error.into()))
}
