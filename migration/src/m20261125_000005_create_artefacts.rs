//! What people make on the way through the process, with every version of it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [artefact(), artefact_version()] {
            manager.create_table(table).await?;
        }
        for index in [
            unique("artefact", &["cycle_id", "kind", "number"]),
            index("artefact", &["e_service_id", "kind"]),
            unique("artefact_version", &["artefact_id", "number"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["artefact_version", "artefact"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn artefact() -> TableCreateStatement {
    Table::create()
        .table("artefact")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string_len("kind", 32))
        .col(integer("number"))
        .col(json_binary("body"))
        .col(boolean("open"))
        .col(uuid_null("copied_from"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid("updated_by"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("artefact", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("artefact", "cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("artefact", "copied_from")
                .to("artefact", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("artefact", "created_by")
                .to("user", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("artefact", "updated_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn artefact_version() -> TableCreateStatement {
    Table::create()
        .table("artefact_version")
        .col(pk_uuid("id"))
        .col(uuid("artefact_id"))
        .col(integer("number"))
        .col(json_binary("body"))
        .col(uuid("author_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("artefact_version", "artefact_id")
                .to("artefact", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("artefact_version", "author_id")
                .to("user", "id"),
        )
        .to_owned()
}
