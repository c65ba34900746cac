//! Legal and technical requirements, identified early (`inventory.requirements`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A requirement that is known before the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// What is required.
    pub title: String,
    /// In more words, Markdown.
    pub description: String,
    /// Of what nature it is.
    pub nature: RequirementNature,
    /// True where it is demanding: it is then investigated before a decision to develop.
    pub demanding: bool,
    /// What the investigation showed, Markdown; none where nobody has investigated it.
    pub investigation: Option<String>,
}

/// Of what nature an early requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum RequirementNature {
    /// Laws and rules.
    Legal,
    /// Integrations, identification and other means.
    Technical,
    /// What it must be able to do.
    Functional,
}

impl Artefact for Requirement {
    const KIND: ArtefactKind = ArtefactKind::Requirement;

    /// A demanding requirement waits for its investigation (process.md, "Rules that the text states").
    fn is_open(&self) -> bool {
        self.demanding && self.investigation.is_none()
    }
}

/// The titles of those that a decision to develop has to wait for.
#[must_use]
pub fn uninvestigated<'a>(requirements: impl IntoIterator<Item = &'a Requirement>) -> Vec<String> {
    let open = requirements
        .into_iter()
        .filter(|requirement| requirement.is_open());
    open.map(|requirement| requirement.title.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_demanding_requirement_waits_for_its_investigation() {
        let mut requirement = Requirement {
            title: "Stark legitimering".into(),
            description: String::new(),
            nature: RequirementNature::Technical,
            demanding: false,
            investigation: None,
        };
        assert!(!requirement.is_open());
        requirement.demanding = true;
        assert!(requirement.is_open());
        requirement.investigation = Some("Plattformen klarar det.".into());
        assert!(!requirement.is_open());
    }
}
