//! Needs, suggestions, the index by which they and e-services are searched, and what is published of e-services.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{DbBackend, Statement, prelude::Uuid},
};

use crate::indexes::{index, unique};

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            suggestion(),
            need(),
            need_view(),
            search_entry(),
            published_service(),
        ] {
            manager.create_table(table).await?;
        }
        for index in [
            index("suggestion", &["e_service_id", "created_at"]),
            index("need", &["e_service_id", "created_at"]),
            index("need", &["created_at", "id"]),
            index("need", &["merged_into"]),
            index("need", &["suggestion_id"]),
            index("need_view", &["need_id", "created_at"]),
            unique("search_entry", &["thing_id"]),
            unique("published_service", &["e_service_id"]),
            unique("published_service", &["slug"]),
            index("published_service", &["name", "id"]),
        ] {
            manager.create_index(index).await?;
        }
        let db = manager.get_connection();
        let words = if manager.get_database_backend() == DbBackend::Sqlite {
            SQLITE_WORDS
        } else {
            POSTGRES_WORDS
        };
        for statement in words {
            db.execute_unprepared(statement).await?;
        }
        index_e_services(db).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            let db = manager.get_connection();
            db.execute_unprepared("DROP TABLE search_fts").await?;
        }
        for table in [
            "published_service",
            "search_entry",
            "need_view",
            "need",
            "suggestion",
        ] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Words as they stand, for exact words and beginnings of words, and Swedish stems beside them. Those of the title weigh most.
const POSTGRES_WORDS: &[&str] = &[
    "ALTER TABLE search_entry ADD COLUMN words tsvector GENERATED ALWAYS AS ( \
     setweight(to_tsvector('simple'::regconfig, title) || to_tsvector('swedish'::regconfig, title), 'A') || \
     setweight(to_tsvector('simple'::regconfig, body) || to_tsvector('swedish'::regconfig, body), 'D')) STORED",
    "CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)",
];

/// A full-text table over the rows of `search_entry`, which triggers keep in step. Letters keep their diacritics: Å is no A.
const SQLITE_WORDS: &[&str] = &[
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, body, content='search_entry', content_rowid='number', \
     tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER tr_search_entry_insert AFTER INSERT ON search_entry BEGIN \
     INSERT INTO search_fts(rowid, title, body) VALUES (new.number, new.title, new.body); END",
    "CREATE TRIGGER tr_search_entry_delete AFTER DELETE ON search_entry BEGIN \
     INSERT INTO search_fts(search_fts, rowid, title, body) VALUES ('delete', old.number, old.title, old.body); END",
    "CREATE TRIGGER tr_search_entry_update AFTER UPDATE ON search_entry BEGIN \
     INSERT INTO search_fts(search_fts, rowid, title, body) VALUES ('delete', old.number, old.title, old.body); \
     INSERT INTO search_fts(rowid, title, body) VALUES (new.number, new.title, new.body); END",
];

/// The e-services that are there already are found from now on.
async fn index_e_services(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let rows = db
        .query_all_raw(Statement::from_string(
            backend,
            "SELECT id, name, purpose FROM e_service",
        ))
        .await?;
    for row in rows {
        let id: Uuid = row.try_get("", "id")?;
        let (name, purpose): (String, String) = (row.try_get("", "name")?, row.try_get("", "purpose")?);
        let insert = Query::insert()
            .into_table("search_entry")
            .columns(["thing_id", "kind", "e_service_id", "title", "body"])
            .values_panic([
                id.into(),
                "e_service".into(),
                id.into(),
                words(&name).into(),
                words(&purpose).into(),
            ])
            .to_owned();
        db.execute(&insert).await?;
    }
    Ok(())
}

/// The words of a text, lower-cased and parted by spaces.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn reference(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").to_owned()
}

fn suggestion() -> TableCreateStatement {
    Table::create()
        .table("suggestion")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(string_len("origin", 32))
        .col(text("body"))
        .col(integer_null("rating"))
        .col(string_null("category"))
        .col(integer_null("weight"))
        .col(string_len("state", 32))
        .col(text_null("reason"))
        .col(uuid_null("author_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("weighed_by"))
        .col(timestamp_with_time_zone_null("weighed_at"))
        .col(integer("version"))
        .foreign_key(&mut reference("suggestion", "e_service_id", "e_service"))
        .foreign_key(&mut reference("suggestion", "author_id", "user"))
        .foreign_key(&mut reference("suggestion", "weighed_by", "user"))
        .to_owned()
}

fn need() -> TableCreateStatement {
    Table::create()
        .table("need")
        .col(pk_uuid("id"))
        .col(uuid("org_unit_id"))
        .col(string("title"))
        .col(text("description"))
        .col(string_len("source", 32))
        .col(text("concerned"))
        .col(text("partners"))
        .col(string_len("state", 32))
        .col(text_null("close_reason"))
        .col(uuid_null("merged_into"))
        .col(uuid_null("e_service_id"))
        .col(uuid_null("suggestion_id"))
        .col(text("search_text"))
        .col(uuid("put_forward_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("handled_by"))
        .col(timestamp_with_time_zone_null("handled_at"))
        .col(integer("version"))
        .foreign_key(&mut reference("need", "org_unit_id", "org_unit"))
        .foreign_key(&mut reference("need", "merged_into", "need"))
        .foreign_key(&mut reference("need", "e_service_id", "e_service"))
        .foreign_key(&mut reference("need", "suggestion_id", "suggestion"))
        .foreign_key(&mut reference("need", "put_forward_by", "user"))
        .foreign_key(&mut reference("need", "handled_by", "user"))
        .to_owned()
}

fn need_view() -> TableCreateStatement {
    Table::create()
        .table("need_view")
        .col(pk_uuid("id"))
        .col(uuid("need_id"))
        .col(uuid_null("came_from"))
        .col(uuid("author_id"))
        .col(text("body"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut reference("need_view", "need_id", "need"))
        .foreign_key(&mut reference("need_view", "came_from", "need"))
        .foreign_key(&mut reference("need_view", "author_id", "user"))
        .to_owned()
}

fn published_service() -> TableCreateStatement {
    Table::create()
        .table("published_service")
        .col(pk_uuid("id"))
        .col(uuid("e_service_id"))
        .col(uuid("cycle_id"))
        .col(string("slug"))
        .col(string("name"))
        .col(string("recipients"))
        .col(text("search_text"))
        .col(json_binary("body"))
        .col(timestamp_with_time_zone("published_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut reference("published_service", "e_service_id", "e_service"))
        .foreign_key(&mut reference("published_service", "cycle_id", "cycle"))
        .to_owned()
}

fn search_entry() -> TableCreateStatement {
    Table::create()
        .table("search_entry")
        .col(big_pk_auto("number"))
        .col(uuid("thing_id"))
        .col(string_len("kind", 32))
        .col(uuid_null("e_service_id"))
        .col(uuid_null("person_id"))
        .col(text("title"))
        .col(text("body"))
        .foreign_key(&mut reference("search_entry", "e_service_id", "e_service"))
        .foreign_key(&mut reference("search_entry", "person_id", "user"))
        .to_owned()
}
