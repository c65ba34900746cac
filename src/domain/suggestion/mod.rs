//! Suggestions: how they are weighed, and what they say taken together (process.md, `management.improvements` and
//! `followup.collect`).

mod summary;
mod weigh;

pub use summary::{Count, Summary, summary};
pub use weigh::{SuggestionRefusal, at_first, weigh};
