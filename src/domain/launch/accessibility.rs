//! The accessibility statement: what the law on accessible digital public service asks of a service before it is published.

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// How accessible the e-service is, by whose assessment and when (lagen om tillgänglighet till digital offentlig service).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessibilityStatement {
    /// When it was assessed; none where that is still to do.
    pub assessed_on: Option<NaiveDate>,
    /// By whom: the municipality itself, or somebody else.
    pub assessed_by: String,
    /// What the assessment showed; none where it is still to do.
    pub conformance: Option<AccessibilityConformance>,
    /// Known shortcomings, with what is done about them, Markdown.
    pub shortcomings: String,
    /// Where the statement can be read.
    pub link: Option<String>,
}

/// How far a service fulfils the requirements of accessibility (WCAG 2.1, level AA, by EN 301 549).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum AccessibilityConformance {
    /// It fulfils all of them.
    Full,
    /// It fulfils them but for known shortcomings.
    Partial,
    /// It does not fulfil them.
    None,
}

impl Artefact for AccessibilityStatement {
    const KIND: ArtefactKind = ArtefactKind::AccessibilityStatement;

    fn is_open(&self) -> bool {
        self.assessed_on.is_none() || self.conformance.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn a_statement_waits_for_its_assessment_with_day_and_result() {
        let mut statement = AccessibilityStatement {
            assessed_on: None,
            assessed_by: String::new(),
            conformance: None,
            shortcomings: String::new(),
            link: None,
        };
        assert!(statement.is_open());
        statement.assessed_on = Some(date("2027-03-01"));
        assert!(statement.is_open());
        statement.conformance = Some(AccessibilityConformance::None);
        assert!(
            !statement.is_open(),
            "an honest statement of what is lacking is a statement"
        );
    }
}
