//! The files that a version of a document names.

use ::entity::document_version;
use serde_json::Value;

use crate::{
    domain::attachment::Attached,
    service::{Error, Result},
};

/// The files that a version names.
///
/// # Errors
/// [`Error::Internal`] where the row is not of our making.
pub fn of(version: &document_version::Model) -> Result<Attached> {
    match &version.attachments {
        None => Ok(Attached::default()),
        Some(files) => serde_json::from_value(files.clone()).map_err(broken),
    }
}

/// The column of a version that names these files; none where it names none.
///
/// # Errors
/// [`Error::Internal`].
pub(super) fn column(files: &Attached) -> Result<Option<Value>> {
    if files.is_empty() {
        return Ok(None);
    }
    serde_json::to_value(files).map(Some).map_err(broken)
}

fn broken(error: serde_json::Error) -> Error {
    Error::Internal(error.to_string())
}
