//! Every version of what a metric says, and which of them an approval was given for.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::unique;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What a metric and its version say in the same words.
const SAID: [&str; 9] = [
    "name",
    "goal",
    "unit",
    "direction",
    "baseline",
    "target",
    "interval",
    "source",
    "indicator",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(metric_version()).await?;
        manager
            .create_index(unique("metric_version", &["metric_id", "number"]))
            .await?;
        manager.execute(what_metrics_say_now()?).await?;
        let column = json_binary_null("metric_versions");
        let added = Table::alter().table("approval").add_column(column).to_owned();
        manager.alter_table(added).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dropped = Table::alter()
            .table("approval")
            .drop_column("metric_versions")
            .to_owned();
        manager.alter_table(dropped).await?;
        manager
            .drop_table(Table::drop().table("metric_version").to_owned())
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn metric_version() -> TableCreateStatement {
    Table::create()
        .table("metric_version")
        .col(pk_uuid("id"))
        .col(uuid("metric_id"))
        .col(integer("number"))
        .col(string_len("name", 200))
        .col(text("goal"))
        .col(string_len("unit", 50))
        .col(string_len("direction", 32))
        .col(double_null("baseline"))
        .col(double("target"))
        .col(string_len("interval", 32))
        .col(string_len("source", 200))
        .col(string_len_null("indicator", 32))
        .col(uuid("author_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("metric_version", "metric_id")
                .to("metric", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("metric_version", "author_id")
                .to("user", "id"),
        )
        .to_owned()
}

/// What metrics say when this step is taken is their first version, under the key of the metric.
fn what_metrics_say_now() -> Result<InsertStatement, DbErr> {
    let columns = ["id", "metric_id"].into_iter().chain(SAID);
    let mut now = Query::select();
    now.column("id").column("id").columns(SAID);
    now.column("updated_by").column("created_at");
    now.expr(Expr::val(1)).from("metric");
    let mut first = Query::insert();
    first
        .into_table("metric_version")
        .columns(columns.chain(["author_id", "created_at", "number"]))
        .select_from(now)
        .map_err(|error| DbErr::Migration(error.to_string()))?;
    Ok(first)
}
