//! Its place in the PICK chart, benefit against effort (`inventory.pre_study`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// The scores that can be given for benefit and for effort.
pub const SCORES: std::ops::RangeInclusive<i32> = 1..=10;
/// From this score on, a benefit is great.
pub const BENEFIT_FROM: i32 = 6;
/// From this score on, an effort is great.
pub const EFFORT_FROM: i32 = 6;

/// Its place in the PICK chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// How great the benefit is, 1 to 10.
    pub benefit: i32,
    /// How great the effort is, 1 to 10.
    pub effort: i32,
    /// Why, Markdown.
    pub motive: String,
}

/// A quadrant of the PICK chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, async_graphql::Enum)]
pub enum PickQuadrant {
    /// Little benefit, little effort: possible.
    Possible,
    /// Great benefit, little effort: implement.
    Implement,
    /// Great benefit, great effort: challenge.
    Challenge,
    /// Little benefit, great effort: kill.
    Kill,
}

impl PickQuadrant {
    /// All four, in the order of their letters.
    pub const ALL: [Self; 4] = [Self::Possible, Self::Implement, Self::Challenge, Self::Kill];
}

impl Placement {
    /// The quadrant in which it lies.
    #[must_use]
    pub const fn quadrant(&self) -> PickQuadrant {
        match (self.benefit >= BENEFIT_FROM, self.effort >= EFFORT_FROM) {
            (false, false) => PickQuadrant::Possible,
            (true, false) => PickQuadrant::Implement,
            (true, true) => PickQuadrant::Challenge,
            (false, true) => PickQuadrant::Kill,
        }
    }
}

impl Artefact for Placement {
    const KIND: ArtefactKind = ArtefactKind::Placement;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_the_scale_parts_the_quadrants() {
        for (benefit, effort, quadrant) in [
            (5, 5, PickQuadrant::Possible),
            (6, 5, PickQuadrant::Implement),
            (6, 6, PickQuadrant::Challenge),
            (5, 6, PickQuadrant::Kill),
        ] {
            let placement = Placement {
                benefit,
                effort,
                motive: String::new(),
            };
            assert_eq!(placement.quadrant(), quadrant);
        }
    }
}
