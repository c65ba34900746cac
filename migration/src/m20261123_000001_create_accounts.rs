//! Organisational units, people and their log-ins.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [org_unit(), user(), session(), refresh_token(), signing_key()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["signing_key", "refresh_token", "session", "user", "org_unit"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn org_unit() -> TableCreateStatement {
    Table::create()
        .table("org_unit")
        .col(pk_uuid("id"))
        .col(uuid_null("parent_id"))
        .col(string("name"))
        .col(text("path"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("org_unit", "parent_id")
                .to("org_unit", "id"),
        )
        .to_owned()
}

fn user() -> TableCreateStatement {
    Table::create()
        .table("user")
        .col(pk_uuid("id"))
        .col(string("email"))
        .col(string("name"))
        .col(string_null("password_hash"))
        .col(string_len("locale", 32))
        .col(boolean("active"))
        .col(integer("role_epoch"))
        .col(text("search_text"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string("client"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(ForeignKey::create().from("session", "user_id").to("user", "id"))
        .to_owned()
}

fn refresh_token() -> TableCreateStatement {
    Table::create()
        .table("refresh_token")
        .col(pk_uuid("id"))
        .col(uuid("session_id"))
        .col(string("token_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(
            ForeignKey::create()
                .from("refresh_token", "session_id")
                .to("session", "id"),
        )
        .to_owned()
}

fn signing_key() -> TableCreateStatement {
    Table::create()
        .table("signing_key")
        .col(pk_uuid("id"))
        .col(var_binary("secret", 64))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("retired_at"))
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("org_unit", &["parent_id"]),
        unique("user", &["email"]),
        index("user", &["name", "id"]),
        index("session", &["user_id"]),
        unique("refresh_token", &["token_hash"]),
        index("refresh_token", &["session_id"]),
    ]
}
