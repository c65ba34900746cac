//! Amounts of money in öre, as the contract has them: decimal strings, since they may pass 32 bits.

use crate::service::{Error, ProblemCode, Result};

/// The amount that an input field says.
///
/// # Errors
/// `INVALID` with the path of the field.
pub fn minor(text: &str, path: &'static str) -> Result<i64> {
    text.trim().parse().map_err(|_| {
        Error::refused(
            ProblemCode::Invalid,
            &[path],
            "Är inget heltal i öre.",
            "Is no whole number of öre.",
        )
    })
}

/// The same for a field that may be left out.
///
/// # Errors
/// `INVALID` with the path of the field.
pub fn optional_minor(text: Option<&str>, path: &'static str) -> Result<Option<i64>> {
    text.map(|text| minor(text, path)).transpose()
}
