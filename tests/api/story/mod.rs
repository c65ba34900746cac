//! The story that the product is for, told once from its beginning to its end; what lies beside the way is told elsewhere.
//!
//! `from_idea_to_inbox` is the story with its chapters; `town`, `somebody` and `inbox` are what it is told with.

mod follow_up;
mod from_idea_to_inbox;
mod inbox;
mod somebody;
mod town;

mod build;
mod decision;
mod idea;
mod launch;
mod letters;
mod operation;
mod preparation;
mod revision;

use crate::support::story::Story;

/// Every story of this room.
pub fn stories() -> Vec<Story> {
    from_idea_to_inbox::stories()
}
