//! Machine clients: programs that deliver measurements of named e-services.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(machine_client()).await?;
        manager.create_table(machine_client_e_service()).await?;
        for index in [
            unique("machine_client", &["token_hash"]),
            index("machine_client", &["created_at", "id"]),
        ] {
            manager.create_index(index).await?;
        }
        let column = uuid_null("machine_client_id");
        manager
            .alter_table(Table::alter().table("measurement").add_column(column).to_owned())
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("measurement")
                    .drop_column("machine_client_id")
                    .to_owned(),
            )
            .await?;
        for table in ["machine_client_e_service", "machine_client"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn machine_client() -> TableCreateStatement {
    Table::create()
        .table("machine_client")
        .col(pk_uuid("id"))
        .col(string_len("name", 200))
        .col(string_len("token_hash", 64))
        .col(timestamp_with_time_zone("expires_at"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .col(timestamp_with_time_zone_null("last_used_at"))
        .foreign_key(
            ForeignKey::create()
                .from("machine_client", "created_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn machine_client_e_service() -> TableCreateStatement {
    Table::create()
        .table("machine_client_e_service")
        .col(uuid("machine_client_id"))
        .col(uuid("e_service_id"))
        .primary_key(Index::create().col("machine_client_id").col("e_service_id"))
        .foreign_key(
            ForeignKey::create()
                .from("machine_client_e_service", "machine_client_id")
                .to("machine_client", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("machine_client_e_service", "e_service_id")
                .to("e_service", "id"),
        )
        .to_owned()
}
