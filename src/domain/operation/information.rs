//! Checks that the information is current and available (`management.information`, recurring).

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// That somebody looked whether the information about the e-service is right and can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformationCheck {
    /// On which day.
    pub checked_on: NaiveDate,
    /// The places that were looked at; one at least.
    pub places: Vec<CheckedPlace>,
    /// What else was seen, Markdown; may be empty.
    pub note: String,
}

/// A place that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedPlace {
    /// Which: a page, a search engine, a letter.
    pub place: String,
    /// Its address, where it has one.
    pub link: Option<String>,
    /// What was found there.
    pub state: PlaceState,
}

/// What was found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum PlaceState {
    /// All was right.
    Current,
    /// Something was wrong, and was corrected at once.
    Corrected,
    /// Something is wrong, and is still to be corrected.
    ToCorrect,
}

impl Artefact for InformationCheck {
    const KIND: ArtefactKind = ArtefactKind::InformationCheck;

    fn is_open(&self) -> bool {
        self.places
            .iter()
            .any(|place| place.state == PlaceState::ToCorrect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn a_check_is_open_while_something_at_any_place_is_to_be_corrected() {
        let place = |state| CheckedPlace {
            place: "Sidan om bygglov".into(),
            link: None,
            state,
        };
        let mut check = InformationCheck {
            checked_on: date("2027-05-12"),
            places: vec![place(PlaceState::Current), place(PlaceState::Corrected)],
            note: String::new(),
        };
        assert!(!check.is_open());
        check.places.push(place(PlaceState::ToCorrect));
        assert!(check.is_open());
    }
}
