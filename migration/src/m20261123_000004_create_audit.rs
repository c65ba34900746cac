//! The audit trail, and the answers kept for retried requests.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [audit_entry(), idempotent_answer()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["idempotent_answer", "audit_entry"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn audit_entry() -> TableCreateStatement {
    Table::create()
        .table("audit_entry")
        .col(pk_uuid("id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("actor_id"))
        .col(string("action"))
        .col(string("thing_kind"))
        .col(uuid("thing_id"))
        .col(uuid_null("e_service_id"))
        .col(json_binary("detail"))
        .col(string_null("request_id"))
        .to_owned()
}

fn idempotent_answer() -> TableCreateStatement {
    Table::create()
        .table("idempotent_answer")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string("key"))
        .col(string("request_hash"))
        .col(text_null("answer"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("idempotent_answer", "user_id")
                .to("user", "id"),
        )
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("audit_entry", &["e_service_id", "id"]),
        index("audit_entry", &["thing_id", "id"]),
        index("audit_entry", &["actor_id", "id"]),
        unique("idempotent_answer", &["user_id", "key"]),
    ]
}
