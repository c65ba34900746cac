//! What was changed, noted by the database itself, for those who listen.
//!
//! Triggers write a row wherever a task, an approval or an e-service is made or changed, with its comments, cycles and people. So no
//! use case can forget to, and what is undone was never noted. A step that builds one of these tables anew (as SQLite needs for
//! some changes) has to make its triggers again.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table whose rows are noted: what is noted of a row (the kind of thing, its key, its e-service), and of which rows.
struct Noted {
    table: &'static str,
    kind: &'static str,
    thing: &'static str,
    e_service: &'static str,
    only: &'static str,
}

/// `{row}` stands for the row, which the two systems name differently.
const NOTED: [Noted; 6] = [
    Noted {
        table: "task",
        kind: "task",
        thing: "{row}.id",
        e_service: "{row}.e_service_id",
        only: "TRUE",
    },
    Noted {
        table: "task_comment",
        kind: "task",
        thing: "{row}.task_id",
        e_service: "(SELECT e_service_id FROM task WHERE task.id = {row}.task_id)",
        only: "TRUE",
    },
    Noted {
        table: "approval",
        kind: "approval",
        thing: "{row}.id",
        e_service: "{row}.e_service_id",
        only: "TRUE",
    },
    Noted {
        table: "e_service",
        kind: "e_service",
        thing: "{row}.id",
        e_service: "{row}.id",
        only: "TRUE",
    },
    Noted {
        table: "cycle",
        kind: "e_service",
        thing: "{row}.e_service_id",
        e_service: "{row}.e_service_id",
        only: "TRUE",
    },
    // Of roles, those on an e-service.
    Noted {
        table: "role_grant",
        kind: "e_service",
        thing: "{row}.e_service_id",
        e_service: "{row}.e_service_id",
        only: "{row}.e_service_id IS NOT NULL",
    },
];

impl Noted {
    fn insert(&self, row: &str, from: &str) -> String {
        let Self {
            kind,
            thing,
            e_service,
            only,
            ..
        } = self;
        format!(
            "INSERT INTO change (kind, thing_id, e_service_id) SELECT '{kind}', {thing}, {e_service} {from} WHERE {only}"
        )
        .replace("{row}", row)
    }

    fn up(&self, backend: DbBackend) -> Vec<String> {
        let table = self.table;
        let mut statements = Vec::new();
        if backend == DbBackend::Sqlite {
            let insert = self.insert("new", "");
            for event in ["insert", "update"] {
                let on = event.to_uppercase();
                statements.push(format!(
                    "CREATE TRIGGER tr_{table}_noted_{event} AFTER {on} ON {table} BEGIN {insert}; END"
                ));
            }
        } else {
            // Once a statement, however many rows it changes.
            let insert = self.insert("changed", "FROM changed");
            statements.push(format!(
                "CREATE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN {insert}; RETURN NULL; END $$"
            ));
            for event in ["insert", "update"] {
                let on = event.to_uppercase();
                statements.push(format!(
                    "CREATE TRIGGER tr_{table}_noted_{event} AFTER {on} ON {table} REFERENCING NEW TABLE AS changed \
                     FOR EACH STATEMENT EXECUTE FUNCTION note_{table}()"
                ));
            }
        }
        statements
    }

    fn down(&self, backend: DbBackend) -> Vec<String> {
        let table = self.table;
        if backend == DbBackend::Sqlite {
            let drop = |event| format!("DROP TRIGGER tr_{table}_noted_{event}");
            vec![drop("insert"), drop("update")]
        } else {
            vec![format!("DROP FUNCTION note_{table} CASCADE")]
        }
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(change()).await?;
        let backend = manager.get_database_backend();
        for statement in NOTED.iter().flat_map(|noted| noted.up(backend)) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for statement in NOTED.iter().flat_map(|noted| noted.down(backend)) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        manager.drop_table(Table::drop().table("change").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn change() -> TableCreateStatement {
    Table::create()
        .table("change")
        .col(big_pk_auto("number"))
        .col(string_len("kind", 32))
        .col(uuid("thing_id"))
        .col(uuid("e_service_id"))
        .to_owned()
}
