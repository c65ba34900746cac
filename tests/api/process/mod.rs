//! The process, told through its use cases.

mod approvals;
mod decisions;
mod four_eyes;
mod life;
mod measures;
mod publishing;
mod questions;
mod reminders;
mod tasks;

use crate::support::story::Story;

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        life::stories(),
        decisions::stories(),
        tasks::stories(),
        approvals::stories(),
        questions::stories(),
        four_eyes::stories(),
        publishing::stories(),
        measures::stories(),
        reminders::stories(),
    ]
    .concat()
}
