//! Organisational units, people, their roles and log-ins.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            org_unit(),
            user(),
            role_grant(),
            session(),
            refresh_token(),
            signing_key(),
        ] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "signing_key",
            "refresh_token",
            "session",
            "role_grant",
            "user",
            "org_unit",
        ] {
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

fn role_grant() -> TableCreateStatement {
    Table::create()
        .table("role_grant")
        .col(pk_uuid("id"))
        .col(uuid("user_id"))
        .col(string_len("role", 32))
        .col(string_len("scope_kind", 32))
        .col(uuid_null("org_unit_id"))
        .col(uuid_null("e_service_id"))
        .col(uuid_null("granted_by"))
        .col(timestamp_with_time_zone("granted_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(
            ForeignKey::create()
                .from("role_grant", "user_id")
                .to("user", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("role_grant", "org_unit_id")
                .to("org_unit", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("role_grant", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("role_grant", "granted_by")
                .to("user", "id"),
        )
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
        index("role_grant", &["user_id"]),
        index("role_grant", &["e_service_id"]),
        index("role_grant", &["org_unit_id"]),
        index("session", &["user_id"]),
        unique("refresh_token", &["token_hash"]),
        index("refresh_token", &["session_id"]),
    ]
}
