//! A second line behind the cycle that is held while it changes: the database itself refuses a second question about one thing, and a
//! second task of one turn of an activity.

use sea_orm_migration::prelude::*;

use crate::indexes::unique;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The index over questions that wait for an answer.
const PENDING: &str = "uq_approval_pending";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut pending = unique("approval", &["cycle_id", "subject"]);
        pending.name(PENDING).and_where(Expr::col("state").eq("pending"));
        manager.create_index(pending).await?;
        // Tasks that were added by hand have no activity, and are not compared.
        manager
            .create_index(unique("task", &["cycle_id", "activity", "occurrence"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [
            ("uq_task_cycle_id_activity_occurrence", "task"),
            (PENDING, "approval"),
        ] {
            let dropped = Index::drop().name(name).table(table).to_owned();
            manager.drop_index(dropped).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
