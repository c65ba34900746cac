//! Notifications that belong to no e-service, that are gathered, seen, put away and snoozed; deliveries that carry what was
//! gathered; and how people want to be told.
//!
//! Both tables are made anew and filled from the former ones, since SQLite cannot change whether a column may be empty.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{
    indexes::{index, unique},
    m20261123_000003_create_notifications as before,
};

/// Indexes that the tables have here and had before.
const NAMED_AS_BEFORE: [&str; 3] = [
    "uq_notification_user_id_occurrence",
    "uq_delivery_notification_id_channel",
    "ix_delivery_state_due_at",
];

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        manager.create_table(notification("notification_next")).await?;
        db.execute_unprepared(
            "INSERT INTO notification_next (id, user_id, kind, occurrence, e_service_id, cycle_id, task_id, approval_id, metric_id, \
             about_on, details, created_at, read_at) \
             SELECT id, user_id, kind, occurrence, e_service_id, cycle_id, task_id, approval_id, metric_id, about_on, '{}', \
             created_at, read_at FROM notification",
        )
        .await?;
        manager
            .create_table(delivery("delivery_next", "notification_next"))
            .await?;
        db.execute_unprepared(
            "INSERT INTO delivery_next (id, user_id, form, notification_id, channel, state, due_at, claimed_by, claimed_until, \
             attempts, sent_at, last_error) \
             SELECT d.id, n.user_id, 'notice', d.notification_id, d.channel, d.state, d.due_at, d.claimed_by, d.claimed_until, \
             d.attempts, d.sent_at, d.last_error FROM delivery d JOIN notification n ON n.id = d.notification_id",
        )
        .await?;
        for (former, next) in [
            ("delivery", "delivery_next"),
            ("notification", "notification_next"),
        ] {
            manager.drop_table(Table::drop().table(former).to_owned()).await?;
            manager
                .rename_table(Table::rename().table(next, former).to_owned())
                .await?;
        }
        for table in [notification_choice(), e_service_attention(), reminder_days()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    /// What people chose is lost, and so is what was told of accounts and gathered.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in ["reminder_days", "e_service_attention", "notification_choice"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for table in ["delivery", "notification"] {
            let former = format!("former_{table}");
            manager
                .rename_table(Table::rename().table(table, Alias::new(former)).to_owned())
                .await?;
        }
        // Indexes keep their names when their table is renamed, and the tables of before want them.
        for name in NAMED_AS_BEFORE {
            db.execute_unprepared(&format!("DROP INDEX IF EXISTS {name}"))
                .await?;
        }
        before::make(manager, &["notification", "delivery"]).await?;
        db.execute_unprepared(
            "INSERT INTO notification (id, user_id, kind, occurrence, e_service_id, cycle_id, task_id, approval_id, metric_id, \
             about_on, created_at, read_at) \
             SELECT id, user_id, kind, occurrence, e_service_id, cycle_id, task_id, approval_id, metric_id, about_on, created_at, \
             read_at FROM former_notification WHERE e_service_id IS NOT NULL",
        )
        .await?;
        db.execute_unprepared(
            "INSERT INTO delivery (id, notification_id, channel, state, due_at, claimed_by, claimed_until, attempts, sent_at, \
             last_error) \
             SELECT d.id, d.notification_id, d.channel, d.state, d.due_at, d.claimed_by, d.claimed_until, d.attempts, d.sent_at, \
             d.last_error FROM former_delivery d JOIN notification n ON n.id = d.notification_id",
        )
        .await?;
        for table in ["former_delivery", "former_notification"] {
            manager
                .drop_table(Table::drop().table(Alias::new(table)).to_owned())
                .await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn notification(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table(name)
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string_len("kind", 32))
        .col(string("occurrence"))
        .col(uuid_null("e_service_id"))
        .col(uuid_null("cycle_id"))
        .col(uuid_null("task_id"))
        .col(uuid_null("approval_id"))
        .col(uuid_null("metric_id"))
        .col(date_null("about_on"))
        .col(string_len_null("role", 32))
        .col(uuid_null("on_behalf_of"))
        .col(json_binary("details"))
        .col(timestamp_with_time_zone("created_at"))
        .col(big_integer_null("position"))
        .col(timestamp_with_time_zone_null("seen_at"))
        .col(timestamp_with_time_zone_null("read_at"))
        .col(timestamp_with_time_zone_null("archived_at"))
        .col(timestamp_with_time_zone_null("snoozed_until"))
        .col(timestamp_with_time_zone_null("digest_at"));
    for (column, to) in [
        ("user_id", "user"),
        ("on_behalf_of", "user"),
        ("e_service_id", "e_service"),
        ("cycle_id", "cycle"),
        ("task_id", "task"),
        ("approval_id", "approval"),
        ("metric_id", "metric"),
    ] {
        table.foreign_key(ForeignKey::create().from(name, column).to(to, "id"));
    }
    table.to_owned()
}

fn delivery(name: &'static str, notification: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string_len("form", 32))
        .col(uuid_null("notification_id"))
        .col(timestamp_with_time_zone_null("slot"))
        .col(string_len("channel", 32))
        .col(string_len("state", 32))
        .col(timestamp_with_time_zone("due_at"))
        .col(string_null("claimed_by"))
        .col(timestamp_with_time_zone_null("claimed_until"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(text_null("last_error"))
        .foreign_key(ForeignKey::create().from(name, "user_id").to("user", "id"))
        .foreign_key(
            ForeignKey::create()
                .from(name, "notification_id")
                .to(notification, "id"),
        )
        .to_owned()
}

fn notification_choice() -> TableCreateStatement {
    Table::create()
        .table("notification_choice")
        .col(pk_uuid("user_id"))
        .col(json_binary("body"))
        .col(string_len_null("calendar_hash", 64))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("notification_choice", "user_id")
                .to("user", "id"),
        )
        .to_owned()
}

fn e_service_attention() -> TableCreateStatement {
    Table::create()
        .table("e_service_attention")
        .col(uuid("user_id"))
        .col(uuid("e_service_id"))
        .col(string_len("attention", 32))
        .primary_key(Index::create().col("user_id").col("e_service_id"))
        .foreign_key(
            ForeignKey::create()
                .from("e_service_attention", "user_id")
                .to("user", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("e_service_attention", "e_service_id")
                .to("e_service", "id"),
        )
        .to_owned()
}

fn reminder_days() -> TableCreateStatement {
    Table::create()
        .table("reminder_days")
        .col(uuid("e_service_id"))
        .col(string_len("series", 32))
        .col(json_binary("days"))
        .primary_key(Index::create().col("e_service_id").col("series"))
        .foreign_key(
            ForeignKey::create()
                .from("reminder_days", "e_service_id")
                .to("e_service", "id"),
        )
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("notification", &["user_id", "occurrence"]),
        index("notification", &["user_id", "created_at"]),
        index("notification", &["user_id", "position"]),
        index("notification", &["user_id", "digest_at"]),
        index("notification", &["occurrence"]),
        index("notification", &["e_service_id"]),
        unique("delivery", &["notification_id", "channel"]),
        unique("delivery", &["user_id", "channel", "form", "slot"]),
        index("delivery", &["state", "due_at"]),
        unique("notification_choice", &["calendar_hash"]),
        index("e_service_attention", &["e_service_id"]),
    ]
}
