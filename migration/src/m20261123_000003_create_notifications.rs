//! The ledger of notifications, the outbox, and the runs of jobs.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        make(manager, &["notification", "delivery", "job_run"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["job_run", "delivery", "notification"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Makes some of the tables with their indexes: all of them here, and those that a later step made anew where that is undone.
pub(crate) async fn make(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for (name, table) in [
        ("notification", notification()),
        ("delivery", delivery()),
        ("job_run", job_run()),
    ] {
        if tables.contains(&name) {
            manager.create_table(table).await?;
        }
    }
    for (name, index) in indexes() {
        if tables.contains(&name) {
            manager.create_index(index).await?;
        }
    }
    Ok(())
}

fn notification() -> TableCreateStatement {
    Table::create()
        .table("notification")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string_len("kind", 32))
        .col(string("occurrence"))
        .col(uuid("e_service_id"))
        .col(uuid_null("cycle_id"))
        .col(uuid_null("task_id"))
        .col(uuid_null("approval_id"))
        .col(uuid_null("metric_id"))
        .col(date_null("about_on"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("read_at"))
        .foreign_key(
            ForeignKey::create()
                .from("notification", "user_id")
                .to("user", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notification", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notification", "cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notification", "task_id")
                .to("task", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notification", "approval_id")
                .to("approval", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notification", "metric_id")
                .to("metric", "id"),
        )
        .to_owned()
}

fn delivery() -> TableCreateStatement {
    Table::create()
        .table("delivery")
        .col(pk_uuid("id"))
        .col(uuid("notification_id"))
        .col(string_len("channel", 32))
        .col(string_len("state", 32))
        .col(timestamp_with_time_zone("due_at"))
        .col(string_null("claimed_by"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(text_null("last_error"))
        .foreign_key(
            ForeignKey::create()
                .from("delivery", "notification_id")
                .to("notification", "id"),
        )
        .to_owned()
}

fn job_run() -> TableCreateStatement {
    Table::create()
        .table("job_run")
        .col(pk_uuid("id"))
        .col(string("job"))
        .col(string("period"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .col(text_null("outcome"))
        .to_owned()
}

fn indexes() -> Vec<(&'static str, IndexCreateStatement)> {
    vec![
        ("notification", unique("notification", &["user_id", "occurrence"])),
        ("notification", index("notification", &["user_id", "id"])),
        ("notification", index("notification", &["user_id", "read_at"])),
        ("notification", index("notification", &["kind", "about_on"])),
        ("delivery", unique("delivery", &["notification_id", "channel"])),
        ("delivery", index("delivery", &["state", "due_at"])),
        ("job_run", unique("job_run", &["job", "period"])),
    ]
}
