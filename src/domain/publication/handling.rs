//! How a case is handled, step by step.

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use super::PublicText;
use crate::domain::artefact::Artefact;

/// Most days that a step takes.
pub const LONGEST_STEP: i32 = 3_650;

/// A main step of the handling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandlingStep {
    /// What is done.
    pub name: PublicText,
    /// How many days it takes, estimated.
    pub days: i32,
    /// Its place among the others: smaller ones first, and of equal ones the earlier made.
    pub position: i32,
}

impl Artefact for HandlingStep {
    const KIND: ArtefactKind = ArtefactKind::HandlingStep;
}

/// How many days a case takes, estimated: the days of all steps.
#[must_use]
pub fn total_days<'a>(steps: impl IntoIterator<Item = &'a HandlingStep>) -> i32 {
    let steps = steps.into_iter();
    steps.fold(0, |sum: i32, step| sum.saturating_add(step.days.max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(days: i32) -> HandlingStep {
        HandlingStep {
            name: PublicText {
                sv: "Handläggaren prövar ansökan".into(),
                en: None,
            },
            days,
            position: 0,
        }
    }

    #[test]
    fn a_case_takes_the_days_of_all_its_steps() {
        assert_eq!(total_days(&[step(2), step(0), step(10)]), 12);
        assert_eq!(total_days(&[]), 0);
    }

    #[test]
    fn a_sum_that_is_too_large_stays_a_number() {
        assert_eq!(total_days(&[step(i32::MAX), step(1)]), i32::MAX);
    }
}
