//! SQLite: a file that is migrated once, and copied for each story.

use std::{fs, sync::OnceLock};

use super::{
    database::{TestDatabase, prepare},
    folder,
};

static TEMPLATE: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();

/// A copy of the migrated database.
pub fn migrated() -> Result<TestDatabase, String> {
    let template = TEMPLATE.get_or_init(|| {
        let made = empty()?;
        prepare(&made.url)?;
        fs::read(file(&made)).map_err(|error| error.to_string())
    });
    let copy = empty()?;
    fs::write(file(&copy), template.as_ref()?).map_err(|error| error.to_string())?;
    Ok(copy)
}

/// A place for a database; its file is made when it is opened.
pub fn empty() -> Result<TestDatabase, String> {
    let folder = folder::new("lansera-sqlite-", false)?;
    Ok(TestDatabase {
        url: format!("sqlite://{}", folder.path().join("lansera.sqlite").display()),
        _folder: Some(folder),
    })
}

fn file(database: &TestDatabase) -> &str {
    database.url.trim_start_matches("sqlite://")
}
