//! A numbered requirement of the specification (`preparation.specification`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RequirementState;
use crate::domain::artefact::Artefact;

/// A requirement of the specification. Its number is that of the artefact, and is never given twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecificationRequirement {
    /// What is required, so that it can be tested, Markdown.
    pub text: String,
    /// How much it matters.
    pub priority: Priority,
    /// Where it comes from: a law, the pre-study, the target group.
    pub origin: String,
    /// Where it stands through build and test. Not a part of what is approved.
    pub state: RequirementState,
    /// Why it was dropped.
    pub reason: Option<String>,
}

/// How much a requirement matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// The e-service is not launched without it.
    Must,
    /// Wanted; left out only for a good reason.
    Should,
    /// Welcome, if there is time.
    Could,
}

impl SpecificationRequirement {
    /// The same, put anew: where it stands is kept for as long as what is required is the same, and begins anew where it is not.
    #[must_use]
    pub fn put_anew(self, before: &Self) -> Self {
        if self.text == before.text {
            Self {
                state: before.state,
                reason: before.reason.clone(),
                ..self
            }
        } else {
            self
        }
    }
}

impl Artefact for SpecificationRequirement {
    const KIND: ArtefactKind = ArtefactKind::SpecificationRequirement;

    /// What the e-service must have is to be built, or dropped with a reason; what failed its test is to be built anew.
    fn is_open(&self) -> bool {
        self.priority == Priority::Must
            && matches!(self.state, RequirementState::Open | RequirementState::Failed)
    }

    /// All but where it stands: that moves on while it is built and tested.
    fn approved(body: &Value) -> Value {
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.remove("state");
            fields.remove("reason");
        }
        body
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn requirement(state: RequirementState) -> SpecificationRequirement {
        SpecificationRequirement {
            text: "Sökande legitimerar sig.".into(),
            priority: Priority::Must,
            origin: "Förstudien".into(),
            state,
            reason: None,
        }
    }

    #[test]
    fn what_the_e_service_must_have_waits_to_be_built_or_dropped() {
        use RequirementState::{Built, Dropped, Failed, Open, Passed};
        for (state, open) in [
            (Open, true),
            (Built, false),
            (Passed, false),
            (Failed, true),
            (Dropped, false),
        ] {
            assert_eq!(requirement(state).is_open(), open, "{state:?}");
        }
        let wish = SpecificationRequirement {
            priority: Priority::Should,
            ..requirement(Open)
        };
        assert!(!wish.is_open());
    }

    #[test]
    fn where_it_stands_is_not_approved() {
        let body = |state| serde_json::to_value(requirement(state)).unwrap_or_default();
        let approved = SpecificationRequirement::approved(&body(RequirementState::Open));
        assert_eq!(
            approved,
            json!({ "text": "Sökande legitimerar sig.", "priority": "must", "origin": "Förstudien" })
        );
        assert_eq!(
            approved,
            SpecificationRequirement::approved(&body(RequirementState::Passed))
        );
    }

    #[test]
    fn a_requirement_that_asks_for_something_else_is_built_anew() {
        let before = requirement(RequirementState::Passed);
        let ranked = SpecificationRequirement {
            priority: Priority::Could,
            ..requirement(RequirementState::Open)
        };
        assert_eq!(ranked.put_anew(&before).state, RequirementState::Passed);
        let other = SpecificationRequirement {
            text: "Sökande får kvitto.".into(),
            ..requirement(RequirementState::Open)
        };
        assert_eq!(other.put_anew(&before).state, RequirementState::Open);
    }
}
