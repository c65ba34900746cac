//! The page of an e-service.

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use super::PublicText;
use crate::domain::artefact::Artefact;

/// What the public page of an e-service says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPage {
    /// What the e-service is called on the page.
    pub title: PublicText,
    /// What it is and for whom, Markdown.
    pub description: PublicText,
    /// What to know before starting, Markdown: what must be at hand, what it costs, how one logs in.
    pub good_to_know: PublicText,
    /// Where the e-service is, on the platform.
    pub link: Option<String>,
    /// Whom it is for.
    pub recipients: Vec<RecipientGroup>,
    /// Who answers questions.
    pub contact: Contact,
}

/// Who answers questions about an e-service: a function rather than a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name, for example "Servicecenter".
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// When somebody answers.
    pub hours: Option<PublicText>,
}

/// A group of recipients.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum RecipientGroup {
    /// Inhabitants.
    Inhabitants,
    /// Companies.
    Companies,
    /// Associations.
    Associations,
}

impl RecipientGroup {
    /// Every group.
    pub const ALL: &'static [Self] = &[Self::Inhabitants, Self::Companies, Self::Associations];

    /// The name under which it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inhabitants => "inhabitants",
            Self::Companies => "companies",
            Self::Associations => "associations",
        }
    }
}

impl Artefact for PublicPage {
    const KIND: ArtefactKind = ArtefactKind::PublicPage;
}
