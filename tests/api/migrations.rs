//! The steps that make the tables: they can be undone and done again, and give what the entities say.

use std::collections::BTreeMap;

use ::entity::{ids::OrgUnitId, org_unit};
use chrono::DateTime;
use lansera::{database, domain::collation::sort_key};
use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Iterable, QueryOrder,
    Statement,
    sea_query::{ColumnType, Query},
};

use crate::support::{
    database::TestDatabase,
    story::{Story, on_empty_database},
};

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    on_empty_database![
        the_steps_can_be_undone_and_done_again,
        the_tables_are_what_the_entities_say,
        instances_that_start_at_once_wait_for_each_other,
        names_that_are_there_already_get_their_place_in_the_order,
    ]
}

async fn opened(database: &TestDatabase) -> DatabaseConnection {
    database::open(&database.url, 4)
        .await
        .expect("the database opens")
}

async fn the_steps_can_be_undone_and_done_again(database: TestDatabase) {
    let db = opened(&database).await;
    let steps = Migrator::migrations().len();
    assert_eq!(database::pending_migrations(&db).await, Ok(steps));

    database::migrate(&db).await.expect("up");
    let made = tables(&db).await;
    assert_eq!(database::pending_migrations(&db).await, Ok(0));

    Migrator::down(&db, None).await.expect("down");
    let left: Vec<_> = tables(&db).await.into_keys().collect();
    assert_eq!(
        left,
        Vec::<String>::new(),
        "nothing is left but the list of steps"
    );

    database::migrate(&db).await.expect("up again");
    assert_eq!(tables(&db).await, made);
}

async fn instances_that_start_at_once_wait_for_each_other(database: TestDatabase) {
    let one = opened(&database).await;
    if one.get_database_backend() == DbBackend::Sqlite {
        // A file has one instance only.
        return;
    }
    let (two, three) = (opened(&database).await, opened(&database).await);

    let all = tokio::join!(
        database::migrate(&one),
        database::migrate(&two),
        database::migrate(&three)
    );

    assert_eq!(all, (Ok(()), Ok(()), Ok(())));
}

async fn names_that_are_there_already_get_their_place_in_the_order(database: TestDatabase) {
    const NAMES: [&str; 9] = [
        "Ängsvård",
        "Öppettider",
        "Zon 2",
        "Ådalen",
        "Éva Müller",
        "”Citat”",
        "Weiß & Ærø Yıldız",
        "e\u{301}",
        "Журнал",
    ];
    let db = opened(&database).await;
    let steps = Migrator::migrations();
    let before = steps
        .iter()
        .position(|step| step.name().ends_with("_order_names"));
    let before = u32::try_from(before.expect("the step")).expect("a small number");
    Migrator::up(&db, Some(before)).await.expect("up to it");
    for name in NAMES {
        let id = OrgUnitId::new();
        let insert = Query::insert()
            .into_table("org_unit")
            .columns(["id", "name", "path", "created_at", "version"])
            .values_panic([
                id.0.into(),
                name.into(),
                format!("{id}/").into(),
                DateTime::UNIX_EPOCH.into(),
                1.into(),
            ])
            .to_owned();
        db.execute(&insert).await.expect("a unit");
    }

    database::migrate(&db).await.expect("up");

    let ordered = org_unit::Entity::find()
        .order_by_asc(org_unit::COLUMN.name_key)
        .all(&db)
        .await
        .expect("units");
    let mut expected = NAMES.to_vec();
    expected.sort_by_key(|name| sort_key(name));
    let names: Vec<_> = ordered.iter().map(|unit| unit.name.as_str()).collect();
    assert_eq!(names, expected);
    for unit in &ordered {
        assert_eq!(unit.name_key, sort_key(&unit.name), "{}", unit.name);
    }
}

/// Name of a column with its type as the database says it, and whether it may be empty.
type Columns = BTreeMap<String, (String, bool)>;

async fn the_tables_are_what_the_entities_say(database: TestDatabase) {
    let db = opened(&database).await;
    database::migrate(&db).await.expect("up");
    let backend = db.get_database_backend();

    let mut said = BTreeMap::new();
    macro_rules! entities {
        ($($table:ident),* $(,)?) => {$(
            said.insert(stringify!($table).to_owned(), columns_of::<::entity::$table::Entity>(backend));
        )*};
    }
    entities![
        approval,
        artefact,
        artefact_version,
        attachment,
        audit_entry,
        change,
        cycle,
        decision,
        delivery,
        document,
        document_version,
        e_service,
        e_service_attention,
        idempotent_answer,
        imported_e_service,
        job_run,
        machine_client,
        machine_client_e_service,
        mail_hold,
        measurement,
        metric,
        metric_version,
        need,
        need_view,
        notification,
        notification_choice,
        org_unit,
        process_template,
        published_service,
        refresh_token,
        reminder_days,
        revision,
        report,
        role_grant,
        scheduled_job,
        search_entry,
        session,
        signing_key,
        suggestion,
        task,
        task_comment,
        user,
    ];

    let made = tables(&db).await;
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        said.keys().collect::<Vec<_>>(),
        "every table has its entity"
    );
    for (table, columns) in &said {
        assert_eq!(
            made.get(table),
            Some(columns),
            "{table}: in the database, and by its entity"
        );
    }
}

fn columns_of<E: EntityTrait>(backend: DbBackend) -> Columns {
    E::Column::iter()
        .map(|column| {
            let definition = column.def();
            let kind = stored_as(definition.get_column_type(), backend);
            let name = sea_orm::IdenStatic::as_str(&column).to_owned();
            (name, (kind.to_owned(), definition.is_null()))
        })
        .collect()
}

/// How each system stores a type of column.
fn stored_as(kind: &ColumnType, backend: DbBackend) -> &'static str {
    let (sqlite, postgres) = match kind {
        ColumnType::Uuid => ("uuid_text", "uuid"),
        ColumnType::String(_) => ("varchar", "character varying"),
        ColumnType::Text => ("text", "text"),
        ColumnType::Integer => ("integer", "integer"),
        ColumnType::BigInteger => ("integer", "bigint"),
        ColumnType::Double => ("double", "double precision"),
        ColumnType::Boolean => ("boolean", "boolean"),
        ColumnType::Date => ("date_text", "date"),
        ColumnType::TimestampWithTimeZone => ("timestamp_with_timezone_text", "timestamp with time zone"),
        ColumnType::JsonBinary => ("jsonb_text", "jsonb"),
        ColumnType::VarBinary(_) | ColumnType::Blob => ("varbinary_blob", "bytea"),
        other => panic!("no entity had a {other:?} so far; say here how it is stored"),
    };
    if backend == DbBackend::Sqlite {
        sqlite
    } else {
        postgres
    }
}

/// Every table with its columns, but the list of steps and what the databases keep of their own for the full-text search.
async fn tables(db: &DatabaseConnection) -> BTreeMap<String, Columns> {
    let sql = if db.get_database_backend() == DbBackend::Sqlite {
        "SELECT t.name AS tbl, c.name AS col, lower(c.type) AS kind, c.\"notnull\" = 0 AND c.pk = 0 AS nullable \
         FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'search_fts%'"
    } else {
        "SELECT table_name::text AS tbl, column_name::text AS col, data_type::text AS kind, \
         is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_schema = 'public' \
         AND is_generated = 'NEVER'"
    };
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await
        .expect("the tables");
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for row in rows {
        let text = |name: &str| row.try_get::<String>("", name).expect("a text");
        let (table, kind) = (text("tbl"), text("kind"));
        if table != "seaql_migrations" {
            // SQLite keeps lengths in the name of a type.
            let kind = kind.split('(').next().unwrap_or_default().to_owned();
            let nullable = row.try_get("", "nullable").expect("a truth");
            tables
                .entry(table)
                .or_default()
                .insert(text("col"), (kind, nullable));
        }
    }
    tables
}
