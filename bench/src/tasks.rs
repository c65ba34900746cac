//! The tasks that are completed, and how they are put back.

use entity::ids::TaskId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, Statement};

use crate::operations::{Server, Wire, complete};

/// Remembers how the tasks were.
pub async fn remember(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.execute_unprepared(
        "CREATE TABLE task_before AS SELECT task.id, state, task.version, task.cycle_id FROM task \
         JOIN cycle ON cycle.id = task.cycle_id WHERE cycle.phase = 'inventory'",
    )
    .await?;
    db.execute_unprepared("CREATE INDEX task_before_id ON task_before (id)")
        .await?;
    db.execute_unprepared("VACUUM ANALYZE task_before").await?;
    db.execute_unprepared("TRUNCATE audit_entry").await?;
    Ok(())
}

/// Puts the tasks back to where they were.
pub async fn put_back(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.execute_unprepared(
        "UPDATE task SET state = before.state, version = before.version, completed_by = NULL, completed_at = NULL \
         FROM task_before before WHERE task.id = before.id AND task.version <> before.version",
    )
    .await?;
    db.execute_unprepared("TRUNCATE audit_entry").await?;
    db.execute_unprepared("VACUUM task").await?;
    Ok(())
}

/// The requests that complete all of them.
pub fn requests(server: Server, tasks: &[(TaskId, i32)]) -> Vec<Wire> {
    tasks
        .iter()
        .map(|(id, version)| complete(server, *id, *version))
        .collect()
}

/// All that completing tasks has written, but for times and keys that are never the same.
pub async fn written(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Line {
        line: String,
    }
    let sql = "SELECT concat_ws(' ', task.id, state, task.version, completed_by, completed_at IS NOT NULL, due_on) AS line \
               FROM task WHERE task.id IN (SELECT id FROM task_before) \
               UNION ALL SELECT concat_ws(' ', actor_id, action, thing_kind, thing_id, e_service_id, detail) FROM audit_entry \
               ORDER BY 1";
    let lines = Line::find_by_statement(Statement::from_string(DbBackend::Postgres, sql));
    Ok(lines.all(db).await?.into_iter().map(|found| found.line).collect())
}
