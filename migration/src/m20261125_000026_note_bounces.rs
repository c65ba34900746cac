//! Mails that came back, addresses to which none are sent for that, and programs that report it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(mail_hold()).await?;
        for (table, column) in [
            ("delivery", string_null("message_key")),
            ("delivery", timestamp_with_time_zone_null("bounced_at")),
            (
                "machine_client",
                boolean("reports_bounces").default(false).to_owned(),
            ),
        ] {
            let added = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(added).await?;
        }
        manager.create_index(index("delivery", &["message_key"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("ix_delivery_message_key")
            .table("delivery")
            .to_owned();
        manager.drop_index(index).await?;
        for (table, column) in [
            ("machine_client", "reports_bounces"),
            ("delivery", "bounced_at"),
            ("delivery", "message_key"),
        ] {
            let dropped = Table::alter().table(table).drop_column(column).to_owned();
            manager.alter_table(dropped).await?;
        }
        manager
            .drop_table(Table::drop().table("mail_hold").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn mail_hold() -> TableCreateStatement {
    Table::create()
        .table("mail_hold")
        .col(pk_uuid("user_id"))
        .col(string("address"))
        .col(text("reason"))
        .col(timestamp_with_time_zone("held_at"))
        .foreign_key(ForeignKey::create().from("mail_hold", "user_id").to("user", "id"))
        .to_owned()
}
