//! The operation of a live e-service: what is checked of its artefacts, and accepting the handing over.

mod check;
mod closing;
mod handover;
mod incident;
mod information;
mod promotion;

pub mod accept;
pub mod intervals;

use chrono::NaiveDate;

use super::{ProblemCode, check::Check};
use crate::domain::facts::CycleFacts;

/// Notes where a day on which something was done in operation lies in the future, or before the publication.
fn in_operation(day: NaiveDate, path: &'static str, facts: &CycleFacts, check: &mut Check) {
    check.that(
        day <= facts.today,
        ProblemCode::Invalid,
        path,
        "Kan inte ligga i framtiden.",
        "Cannot lie in the future.",
    );
    check.that(
        facts.published_on.is_none_or(|published| day >= published),
        ProblemCode::Invalid,
        path,
        "Kan inte ligga före publiceringen.",
        "Cannot lie before the publication.",
    );
}
