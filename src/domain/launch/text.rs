//! What is written about the matter, wherever it stands (`launch.texts`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A text about the matter, new or old.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorialText {
    /// Which text.
    pub title: String,
    /// Where it stands or is to stand.
    pub place: TextPlace,
    /// Where it can be read; none where it has no address.
    pub link: Option<String>,
    /// What is to be thought of, Markdown.
    pub note: String,
    /// Where it stands on its way.
    pub state: TextState,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TextPlace {
    /// On the website or the intranet.
    Website,
    /// In the e-service itself.
    EService,
    /// In letters, decisions and automatic mails.
    Letter,
    /// In print: forms, brochures, posters.
    Print,
    /// Elsewhere.
    Other,
}

/// Where a text stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TextState {
    /// It is still to be written, or to be revised.
    ToWrite,
    /// It is written, and waits to be put in its place.
    Written,
    /// It stands where it is to stand.
    Published,
    /// An old or bureaucratic text that is still there and is to go.
    ToRemove,
    /// An old or bureaucratic text that is gone.
    Removed,
}

impl Artefact for EditorialText {
    const KIND: ArtefactKind = ArtefactKind::EditorialText;

    /// A text is finished when it stands in its place, or is gone.
    fn is_open(&self) -> bool {
        !matches!(self.state, TextState::Published | TextState::Removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_finished_in_its_place_or_gone() {
        for (state, open) in [
            (TextState::ToWrite, true),
            (TextState::Written, true),
            (TextState::Published, false),
            (TextState::ToRemove, true),
            (TextState::Removed, false),
        ] {
            let text = EditorialText {
                title: "Blankett 12 B".into(),
                place: TextPlace::Print,
                link: None,
                note: String::new(),
                state,
            };
            assert_eq!(text.is_open(), open, "{state:?}");
        }
    }
}
