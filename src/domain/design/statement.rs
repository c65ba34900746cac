//! What editor and platform manager say of look and form (`preparation.design_check`).

use ::entity::enums::{ArtefactKind, Role};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A statement of somebody who is consulted early. It is advice: the owner, who reads it, approves the design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignStatement {
    /// As what they say it.
    pub role: StatementRole,
    /// What they think, in short.
    pub verdict: Verdict,
    /// Why, and what should be changed, Markdown.
    pub text: String,
}

/// As what somebody makes a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum StatementRole {
    /// As editor: texts, policies, usability.
    Editor,
    /// As platform manager: the design that all e-services share.
    PlatformManager,
}

impl StatementRole {
    /// The role in the process.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Editor => Role::Editor,
            Self::PlatformManager => Role::PlatformManager,
        }
    }
}

/// What somebody thinks of the design, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It can be built like this.
    Fine,
    /// It can be built once the remarks are taken care of.
    WithRemarks,
    /// It should be made anew.
    NotFine,
}

impl DesignStatement {
    /// True where it says why, which only a statement that finds nothing wrong can leave out.
    #[must_use]
    pub fn says_why(&self) -> bool {
        self.verdict == Verdict::Fine || !self.text.trim().is_empty()
    }
}

impl Artefact for DesignStatement {
    const KIND: ArtefactKind = ArtefactKind::DesignStatement;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_finds_something_wrong_says_what() {
        let mut statement = DesignStatement {
            role: StatementRole::Editor,
            verdict: Verdict::Fine,
            text: String::new(),
        };
        assert!(statement.says_why());
        statement.verdict = Verdict::WithRemarks;
        assert!(!statement.says_why());
        statement.text = "Skriv ”du”.".into();
        assert!(statement.says_why());
    }
}
