//! The report that closes a project (`management.close_project`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// What a project did, what it took, and what was learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingReport {
    /// What was done, Markdown.
    pub done: String,
    /// What it cost, in öre.
    pub cost_minor: i64,
    /// How many hours were worked.
    pub hours: i32,
    /// What did not go as planned, and why, Markdown; may be empty.
    pub deviations: String,
    /// What was learnt, Markdown.
    pub learnt: String,
}

impl ClosingReport {
    /// How much more was spent than the budget that was decided, in öre; negative where less was.
    #[must_use]
    pub fn over_budget(&self, budget_minor: Option<i64>) -> Option<i64> {
        budget_minor.map(|budget| self.cost_minor.saturating_sub(budget))
    }

    /// How many hours more than decided were worked; negative where it were less.
    #[must_use]
    pub fn over_hours(&self, hours: Option<i32>) -> Option<i32> {
        hours.map(|hours| self.hours.saturating_sub(hours))
    }
}

impl Artefact for ClosingReport {
    const KIND: ArtefactKind = ArtefactKind::ClosingReport;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cost_and_hours_are_held_against_what_was_decided() {
        let report = ClosingReport {
            done: "E-tjänsten är i drift.".into(),
            cost_minor: 27_500_000,
            hours: 380,
            deviations: String::new(),
            learnt: "Börja med texterna.".into(),
        };
        assert_eq!(report.over_budget(Some(25_000_000)), Some(2_500_000));
        assert_eq!(report.over_hours(Some(400)), Some(-20));
        assert_eq!((report.over_budget(None), report.over_hours(None)), (None, None));
    }
}
