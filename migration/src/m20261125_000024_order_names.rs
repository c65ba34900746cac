//! The keys by which names are ordered, since databases know the Swedish alphabet in ways of their own or not at all.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::{DbBackend, Statement, prelude::Uuid},
};
use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_canonical, is_combining_mark},
};

use crate::indexes::index;

/// This step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What has a name by which lists are ordered.
const NAMED: [&str; 4] = ["e_service", "user", "org_unit", "published_service"];
/// Those whose names had an index.
const INDEXED: [&str; 3] = ["e_service", "user", "published_service"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in INDEXED {
            manager.drop_index(old_index(table)).await?;
        }
        for table in NAMED {
            let mut column = text("name_key");
            column.default("");
            if manager.get_database_backend() == DbBackend::Postgres {
                // Byte by byte, whatever the database and the machine are set to.
                column.extra("COLLATE \"C\"");
            }
            let added = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(added).await?;
            fill(manager.get_connection(), table).await?;
            manager.create_index(index(table, &["name_key", "id"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in NAMED {
            let gone = Index::drop()
                .name(format!("ix_{table}_name_key_id"))
                .table(table)
                .to_owned();
            manager.drop_index(gone).await?;
            let dropped = Table::alter().table(table).drop_column("name_key").to_owned();
            manager.alter_table(dropped).await?;
        }
        for table in INDEXED {
            manager.create_index(index(table, &["name", "id"])).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn old_index(table: &'static str) -> IndexDropStatement {
    Index::drop()
        .name(format!("ix_{table}_name_id"))
        .table(table)
        .to_owned()
}

/// Gives the rows that are there already their keys.
async fn fill(db: &SchemaManagerConnection<'_>, table: &'static str) -> Result<(), DbErr> {
    let names = format!("SELECT id, name FROM \"{table}\"");
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), names))
        .await?;
    for row in rows {
        let (id, name): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "name")?);
        let update = Query::update()
            .table(table)
            .value("name_key", sort_key(&name))
            .and_where(Expr::col("id").eq(id))
            .to_owned();
        db.execute(&update).await?;
    }
    Ok(())
}

/// The key of a name, as this step makes it: å, ä and ö after z, without capitals and accents.
fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.nfc().flat_map(char::to_lowercase) {
        match letter {
            'å' => key.push('{'),
            'ä' | 'æ' | 'ę' => key.push('|'),
            'ö' | 'ø' | 'ő' | 'œ' | 'ô' => key.push('}'),
            'ü' | 'ű' => key.push('y'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'ł' => key.push('l'),
            'þ' => key.push_str("th"),
            'ß' => key.push_str("ss"),
            space if space.is_whitespace() => key.push(' '),
            letter if letter.is_alphanumeric() => decompose_canonical(letter, |part| {
                if !is_combining_mark(part) {
                    key.push(part);
                }
            }),
            mark if is_combining_mark(mark) => {}
            _ => key.push('!'),
        }
    }
    key
}
