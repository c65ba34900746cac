//! The accessibility statement: what is checked of it.

use crate::{
    domain::{
        facts::CycleFacts,
        launch::{AccessibilityConformance, AccessibilityStatement},
    },
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for AccessibilityStatement {
    fn checked(self, check: &mut Check) -> Self {
        let assessed = self.assessed_on.is_some();
        check.that(
            assessed == self.conformance.is_some(),
            ProblemCode::Missing,
            if assessed { "conformance" } else { "assessedOn" },
            "Datum för bedömningen och vad den visade anges tillsammans.",
            "The day of the assessment and what it showed are given together.",
        );
        check.that(
            !assessed || !self.assessed_by.trim().is_empty(),
            ProblemCode::Missing,
            "assessedBy",
            "Måste fyllas i.",
            "Must be given.",
        );
        let lacking = matches!(
            self.conformance,
            Some(AccessibilityConformance::Partial | AccessibilityConformance::None)
        );
        check.that(
            !lacking || !self.shortcomings.trim().is_empty(),
            ProblemCode::Missing,
            "shortcomings",
            "Beskriv bristerna.",
            "Describe the shortcomings.",
        );
        Self {
            assessed_by: check.optional_text("assessedBy", &self.assessed_by, NAME),
            shortcomings: check.optional_text("shortcomings", &self.shortcomings, TEXT),
            link: check.link("link", self.link.as_deref()),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            self.assessed_on.is_none_or(|day| day <= facts.today),
            ProblemCode::Invalid,
            "assessedOn",
            "Kan inte ligga i framtiden.",
            "Cannot lie in the future.",
        );
    }
}
