//! Revisions: why a later turn was begun, and with which parts of the process.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(revision()).await?;
        for index in [
            index("revision", &["e_service_id"]),
            index("revision", &["revises_cycle_id"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("revision").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn revision() -> TableCreateStatement {
    Table::create()
        .table("revision")
        .col(pk_uuid("cycle_id"))
        .col(uuid("e_service_id"))
        .col(uuid("revises_cycle_id"))
        .col(uuid_null("decision_id"))
        .col(text("reason"))
        .col(json_binary("chosen"))
        .col(json_binary("held_approvals"))
        .col(uuid("begun_by"))
        .col(timestamp_with_time_zone("begun_at"))
        .col(uuid_null("withdrawn_by"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .col(text_null("withdrawal_reason"))
        .foreign_key(
            ForeignKey::create()
                .from("revision", "cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("revision", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("revision", "revises_cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("revision", "decision_id")
                .to("artefact", "id"),
        )
        .foreign_key(ForeignKey::create().from("revision", "begun_by").to("user", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("revision", "withdrawn_by")
                .to("user", "id"),
        )
        .to_owned()
}
