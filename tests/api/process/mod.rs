//! The process, told through its use cases.

mod approvals;
mod benefits;
mod bringing_in;
mod decisions;
mod doubles;
mod duty;
mod four_eyes;
mod goals;
mod life;
mod measures;
mod needs;
mod overview;
mod portfolio;
mod published;
mod publishing;
mod questions;
mod receipts;
mod reminders;
mod reports;
mod retirement;
mod revisions;
mod search;
mod sheets;
mod tasks;
mod templates;

use crate::support::story::Story;

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    [
        life::stories(),
        decisions::stories(),
        benefits::stories(),
        portfolio::stories(),
        receipts::stories(),
        tasks::stories(),
        approvals::stories(),
        questions::stories(),
        four_eyes::stories(),
        publishing::stories(),
        measures::stories(),
        goals::stories(),
        doubles::stories(),
        duty::stories(),
        overview::stories(),
        reports::stories(),
        sheets::stories(),
        reminders::stories(),
        bringing_in::stories(),
        retirement::stories(),
        revisions::stories(),
        templates::stories(),
        needs::stories(),
        published::stories(),
        search::stories(),
    ]
    .concat()
}
