//! Follow-up reports.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::unique;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(report()).await?;
        manager
            .create_index(unique("report", &["cycle_id", "number"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("report").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn report() -> TableCreateStatement {
    Table::create()
        .table("report")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(integer("number"))
        .col(date("from_on"))
        .col(date("to_on"))
        .col(string_len("state", 32))
        .col(json_binary("content"))
        .col(text("body"))
        .col(json_binary("recipients"))
        .col(uuid_null("presented_by"))
        .col(timestamp_with_time_zone_null("presented_at"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid("updated_by"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("report", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(ForeignKey::create().from("report", "cycle_id").to("cycle", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("report", "presented_by")
                .to("user", "id"),
        )
        .foreign_key(ForeignKey::create().from("report", "created_by").to("user", "id"))
        .foreign_key(ForeignKey::create().from("report", "updated_by").to("user", "id"))
        .to_owned()
}
