//! What each activity of "3 Preparation" leaves behind.

use crate::support::story::Story;

/// Every story of this file.
pub fn stories() -> Vec<Story> {
    Vec::new()
}
