//! The steps that make the tables: they can be undone and done again, and give what the entities say.

use crate::support::story::Story;

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    Vec::new()
}
