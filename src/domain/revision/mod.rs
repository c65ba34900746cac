//! Revisions: a later turn through the process with the parts that fit (`followup.revise`).
//!
//! Which parts need which ([`parts`]), how such a turn begins ([`beginning`]), and what it takes over from the turn before
//! ([`carried`]).

mod added;
mod beginning;
mod carried;
mod parts;

#[cfg(test)]
mod tests;

pub use added::{AddRefusal, Added, added};
pub use beginning::{Beginning, beginning, is_begun_without};
pub use carried::{documents, holds_on, moved};
pub use parts::{Because, Part, approval_of, parts, stays_held};
