//! Checks of the information: what is checked of them.

use crate::{
    domain::{
        facts::CycleFacts,
        operation::{CheckedPlace, InformationCheck},
    },
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

/// Most places that are looked at in one check.
const MOST: usize = 100;

impl Kept for InformationCheck {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            !self.places.is_empty(),
            ProblemCode::Missing,
            "places",
            "Ange minst ett ställe som kontrollerats.",
            "Name at least one place that was looked at.",
        );
        check.that(
            self.places.len() <= MOST,
            ProblemCode::TooLong,
            "places",
            "Får vara högst 100.",
            "May be at most 100.",
        );
        let places = self.places.into_iter().take(MOST);
        Self {
            places: places
                .map(|place| CheckedPlace {
                    place: check.text("places", &place.place, NAME),
                    link: check.link("places", place.link.as_deref()),
                    ..place
                })
                .collect(),
            note: check.optional_text("note", &self.note, TEXT),
            ..self
        }
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        super::in_operation(self.checked_on, "checkedOn", facts, check);
    }
}
