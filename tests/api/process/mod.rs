//! The process, told through its use cases.

mod life;

use crate::support::story::Story;

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [life::stories()].concat()
}
