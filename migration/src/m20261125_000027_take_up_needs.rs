//! Which revision takes a need up.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = Table::alter()
            .table("need")
            .add_column(uuid_null("revision_id"))
            .to_owned();
        manager.alter_table(added).await?;
        manager.create_index(index("need", &["revision_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop().name("ix_need_revision_id").table("need").to_owned();
        manager.drop_index(index).await?;
        let dropped = Table::alter().table("need").drop_column("revision_id").to_owned();
        manager.alter_table(dropped).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
