//! Measuring as a duty: indicators, accepted deviations, numerators and denominators, and corrections that keep the former value.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::index;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        for column in metric_columns() {
            add(manager, "metric", column).await?;
        }
        for column in measurement_columns() {
            add(manager, "measurement", column).await?;
        }
        manager.create_index(index("measurement", &["first_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dropped = Index::drop()
            .name("ix_measurement_first_id")
            .table("measurement")
            .to_owned();
        manager.drop_index(dropped).await?;
        for column in [
            "correction_reason",
            "corrected_by",
            "corrected_at",
            "first_id",
            "levels",
            "denominator",
            "numerator",
        ] {
            drop(manager, "measurement", column).await?;
        }
        for column in [
            "deviation_at",
            "deviation_by",
            "deviation_reason",
            "deviation_until",
            "indicator",
        ] {
            drop(manager, "metric", column).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn metric_columns() -> [ColumnDef; 5] {
    [
        string_len_null("indicator", 32),
        date_null("deviation_until"),
        text_null("deviation_reason"),
        uuid_null("deviation_by"),
        timestamp_with_time_zone_null("deviation_at"),
    ]
}

fn measurement_columns() -> [ColumnDef; 7] {
    [
        double_null("numerator"),
        double_null("denominator"),
        json_binary_null("levels"),
        uuid_null("first_id"),
        timestamp_with_time_zone_null("corrected_at"),
        uuid_null("corrected_by"),
        text_null("correction_reason"),
    ]
}

async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(table).add_column(column).to_owned())
        .await
}

async fn drop(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager
        .alter_table(Table::alter().table(table).drop_column(column).to_owned())
        .await
}
