//! The place in the PICK chart: what is checked of it.

use crate::{
    domain::ground::{Placement, SCORES},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, TEXT},
    },
};

impl Kept for Placement {
    fn checked(self, check: &mut Check) -> Self {
        for (path, score) in [("benefit", self.benefit), ("effort", self.effort)] {
            check.that(
                SCORES.contains(&score),
                ProblemCode::Invalid,
                path,
                "Måste vara 1 till 10.",
                "Must be 1 to 10.",
            );
        }
        Self {
            motive: check.optional_text("motive", &self.motive, TEXT),
            ..self
        }
    }
}
