//! The ground for the decision: what is checked of its artefacts, and how they are found from elsewhere.

pub mod benefit;
mod cost_line;
mod placement;
mod process_map;
pub mod queries;
mod requirement;

use super::{ProblemCode, check::Check};

/// The largest amount that is taken, in öre: a million million kronor. Sums of any number of such lines stay whole numbers.
const MOST_MINOR: i64 = 100_000_000_000_000;

/// Notes an amount that is negative or beyond all reason.
pub(super) fn amount(check: &mut Check, path: &'static str, minor: Option<i64>) {
    check.that(
        minor.is_none_or(|minor| (0..=MOST_MINOR).contains(&minor)),
        ProblemCode::Invalid,
        path,
        "Måste vara 0 eller mer, i öre, och högst en biljon kronor.",
        "Must be 0 or more, in öre, and at most a million million kronor.",
    );
}
