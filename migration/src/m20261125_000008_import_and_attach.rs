//! E-services that were brought in, and files of e-services.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [imported_e_service(), attachment()] {
            manager.create_table(table).await?;
        }
        for index in [
            unique("imported_e_service", &["external_id"]),
            index("attachment", &["e_service_id", "state"]),
            index("attachment", &["state", "upload_until"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["attachment", "imported_e_service"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn attachment() -> TableCreateStatement {
    Table::create()
        .table("attachment")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(string("name"))
        .col(string("content_type"))
        .col(big_integer("size"))
        .col(string_null("sha256"))
        .col(string("storage_key"))
        .col(string_len("state", 32))
        .col(string("upload_token_hash"))
        .col(timestamp_with_time_zone("upload_until"))
        .col(uuid("uploaded_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("stored_at"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .foreign_key(
            ForeignKey::create()
                .from("attachment", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("attachment", "uploaded_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn imported_e_service() -> TableCreateStatement {
    Table::create()
        .table("imported_e_service")
        .col(pk_uuid("e_service_id"))
        .col(string_null("external_id"))
        .col(uuid_null("imported_by"))
        .col(timestamp_with_time_zone("imported_at"))
        .foreign_key(
            ForeignKey::create()
                .from("imported_e_service", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("imported_e_service", "imported_by")
                .to("user", "id"),
        )
        .to_owned()
}
