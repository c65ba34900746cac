//! The template, e-services, who has which role on what, and all that a cycle holds.

use sea_orm_migration::{prelude::*, schema::*};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            process_template(),
            e_service(),
            role_grant(),
            cycle(),
            task(),
            task_comment(),
            decision(),
            document(),
            document_version(),
            approval(),
            metric(),
            measurement(),
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
            "measurement",
            "metric",
            "approval",
            "document_version",
            "document",
            "decision",
            "task_comment",
            "task",
            "cycle",
            "role_grant",
            "e_service",
            "process_template",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn process_template() -> TableCreateStatement {
    Table::create()
        .table("process_template")
        .col(pk_uuid("id"))
        .col(integer("number"))
        .col(text("source"))
        .col(string("source_hash"))
        .col(timestamp_with_time_zone("loaded_at"))
        .to_owned()
}

fn e_service() -> TableCreateStatement {
    Table::create()
        .table("e_service")
        .col(pk_uuid("id"))
        .col(uuid("org_unit_id"))
        .col(string("name"))
        .col(text("purpose"))
        .col(string_len("audience", 32))
        .col(string_len("state", 32))
        .col(boolean("confidential"))
        .col(uuid("proposed_by"))
        .col(uuid_null("development_cycle_id"))
        .col(uuid_null("operation_cycle_id"))
        .col(text("search_text"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("e_service", "org_unit_id")
                .to("org_unit", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("e_service", "proposed_by")
                .to("user", "id"),
        )
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

fn cycle() -> TableCreateStatement {
    Table::create()
        .table("cycle")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("template_id"))
        .col(string_len("kind", 32))
        .col(string_len("phase", 32))
        .col(string_len_null("approach", 32))
        .col(date_null("deadline"))
        .col(boolean_null("target_group"))
        .col(boolean_null("test_group"))
        .col(date_null("launch_date"))
        .col(timestamp_with_time_zone_null("launch_date_set_at"))
        .col(timestamp_with_time_zone_null("published_at"))
        .col(timestamp_with_time_zone("begun_at"))
        .col(timestamp_with_time_zone("phase_since"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("cycle", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("cycle", "template_id")
                .to("process_template", "id"),
        )
        .to_owned()
}

fn task() -> TableCreateStatement {
    Table::create()
        .table("task")
        .col(pk_uuid("id"))
        .col(uuid("cycle_id"))
        .col(uuid("e_service_id"))
        .col(string_null("activity"))
        .col(string_len("phase", 32))
        .col(string_null("title"))
        .col(text_null("description"))
        .col(string_len("role", 32))
        .col(uuid_null("assignee_id"))
        .col(string_len("state", 32))
        .col(date_null("due_on"))
        .col(boolean("due_by_hand"))
        .col(text_null("skip_reason"))
        .col(uuid_null("completed_by"))
        .col(timestamp_with_time_zone_null("completed_at"))
        .col(integer("position"))
        .col(integer("occurrence"))
        .col(timestamp_with_time_zone("created_at"))
        .col(integer("version"))
        .foreign_key(ForeignKey::create().from("task", "cycle_id").to("cycle", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("task", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(ForeignKey::create().from("task", "assignee_id").to("user", "id"))
        .foreign_key(ForeignKey::create().from("task", "completed_by").to("user", "id"))
        .to_owned()
}

fn task_comment() -> TableCreateStatement {
    Table::create()
        .table("task_comment")
        .col(pk_uuid("id"))
        .col(uuid("task_id"))
        .col(uuid("author_id"))
        .col(text("body"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("task_comment", "task_id")
                .to("task", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("task_comment", "author_id")
                .to("user", "id"),
        )
        .to_owned()
}

fn decision() -> TableCreateStatement {
    Table::create()
        .table("decision")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string_len("outcome", 32))
        .col(text("motive"))
        .col(string_null("minutes_reference"))
        .col(integer_null("hours"))
        .col(big_integer_null("budget_minor"))
        .col(string_len_null("approach", 32))
        .col(date_null("deadline"))
        .col(boolean_null("target_group"))
        .col(boolean_null("test_group"))
        .col(uuid_null("service_manager_id"))
        .col(date_null("defer_until"))
        .col(uuid("decided_by"))
        .col(timestamp_with_time_zone("decided_at"))
        .col(timestamp_with_time_zone_null("superseded_at"))
        .foreign_key(
            ForeignKey::create()
                .from("decision", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("decision", "cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("decision", "service_manager_id")
                .to("user", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("decision", "decided_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn document() -> TableCreateStatement {
    Table::create()
        .table("document")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string_len("kind", 32))
        .col(integer("latest"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("document", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("document", "cycle_id")
                .to("cycle", "id"),
        )
        .to_owned()
}

fn document_version() -> TableCreateStatement {
    Table::create()
        .table("document_version")
        .col(pk_uuid("id"))
        .col(uuid("document_id"))
        .col(integer("number"))
        .col(text("body"))
        .col(string_null("link"))
        .col(uuid("author_id"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(
            ForeignKey::create()
                .from("document_version", "document_id")
                .to("document", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("document_version", "author_id")
                .to("user", "id"),
        )
        .to_owned()
}

fn approval() -> TableCreateStatement {
    Table::create()
        .table("approval")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string_len("subject", 32))
        .col(string_len("role", 32))
        .col(text("content"))
        .col(string("content_hash"))
        .col(json_binary("contributors"))
        .col(string_len("state", 32))
        .col(uuid("asked_by"))
        .col(timestamp_with_time_zone("asked_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .col(text_null("reason"))
        .col(timestamp_with_time_zone_null("voided_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("approval", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("approval", "cycle_id")
                .to("cycle", "id"),
        )
        .foreign_key(ForeignKey::create().from("approval", "asked_by").to("user", "id"))
        .foreign_key(
            ForeignKey::create()
                .from("approval", "decided_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn metric() -> TableCreateStatement {
    Table::create()
        .table("metric")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string("name"))
        .col(text("goal"))
        .col(string("unit"))
        .col(string_len("direction", 32))
        .col(double_null("baseline"))
        .col(double("target"))
        .col(string_len("interval", 32))
        .col(string("source"))
        .col(date_null("next_due_on"))
        .col(timestamp_with_time_zone_null("due_set_at"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid("updated_by"))
        .col(timestamp_with_time_zone_null("removed_at"))
        .col(integer("version"))
        .foreign_key(
            ForeignKey::create()
                .from("metric", "e_service_id")
                .to("e_service", "id"),
        )
        .foreign_key(ForeignKey::create().from("metric", "cycle_id").to("cycle", "id"))
        .foreign_key(ForeignKey::create().from("metric", "created_by").to("user", "id"))
        .foreign_key(ForeignKey::create().from("metric", "updated_by").to("user", "id"))
        .to_owned()
}

fn measurement() -> TableCreateStatement {
    Table::create()
        .table("measurement")
        .col(pk_uuid("id"))
        .col(uuid("metric_id"))
        .col(double("value"))
        .col(date("measured_on"))
        .col(date_null("due_on"))
        .col(boolean("late"))
        .col(text("note"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .foreign_key(
            ForeignKey::create()
                .from("measurement", "metric_id")
                .to("metric", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("measurement", "recorded_by")
                .to("user", "id"),
        )
        .to_owned()
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("process_template", &["number"]),
        unique("process_template", &["source_hash"]),
        index("e_service", &["updated_at", "id"]),
        index("e_service", &["name", "id"]),
        index("e_service", &["org_unit_id"]),
        index("role_grant", &["user_id"]),
        index("role_grant", &["e_service_id"]),
        index("role_grant", &["org_unit_id"]),
        index("cycle", &["e_service_id"]),
        index("cycle", &["launch_date"]),
        index("task", &["cycle_id", "position"]),
        index("task", &["assignee_id", "state"]),
        index("task", &["e_service_id", "state"]),
        index("task", &["state", "role"]),
        index("task_comment", &["task_id"]),
        index("decision", &["e_service_id"]),
        index("decision", &["cycle_id"]),
        unique("document", &["cycle_id", "kind"]),
        unique("document_version", &["document_id", "number"]),
        index("approval", &["cycle_id", "asked_at"]),
        index("approval", &["e_service_id", "state"]),
        index("approval", &["state", "role"]),
        index("metric", &["e_service_id"]),
        index("metric", &["next_due_on"]),
        index("measurement", &["metric_id", "measured_on", "id"]),
    ]
}
