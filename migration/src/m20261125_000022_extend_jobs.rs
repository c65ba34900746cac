//! Scheduled jobs that are paused or asked to run, and which instance ran what.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(scheduled_job()).await?;
        manager.create_index(unique("scheduled_job", &["name"])).await?;
        let instance = Table::alter()
            .table("job_run")
            .add_column(string_null("instance"))
            .to_owned();
        manager.alter_table(instance).await?;
        manager
            .create_index(index("job_run", &["job", "started_at"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_job_run_job_started_at")
            .table("job_run")
            .to_owned();
        manager.drop_index(index).await?;
        let instance = Table::alter().table("job_run").drop_column("instance").to_owned();
        manager.alter_table(instance).await?;
        manager
            .drop_table(Table::drop().table("scheduled_job").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn scheduled_job() -> TableCreateStatement {
    Table::create()
        .table("scheduled_job")
        .col(pk_uuid("id"))
        .col(string("name"))
        .col(timestamp_with_time_zone_null("paused_at"))
        .col(uuid_null("paused_by"))
        .col(timestamp_with_time_zone_null("run_asked_at"))
        .foreign_key(
            ForeignKey::create()
                .from("scheduled_job", "paused_by")
                .to("user", "id"),
        )
        .to_owned()
}
