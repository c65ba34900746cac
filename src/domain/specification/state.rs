//! Where a requirement stands through build and test (`build.develop`, `build.test`).

use ::entity::enums::{Locale, Phase};
use serde::{Deserialize, Serialize};

use crate::domain::{facts::CycleFacts, permission::Permission};

/// Where a requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum RequirementState {
    /// Not built.
    Open,
    /// Built, not tested.
    Built,
    /// Tested, and as it should be.
    Passed,
    /// Tested, and not as it should be.
    Failed,
    /// Not built, for a reason.
    Dropped,
}

/// Why a requirement cannot be put into a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateRefusal {
    /// Nothing is built yet.
    NotBuilding,
    /// Only what is built is tested.
    NotBuilt,
    /// Dropping needs a reason.
    ReasonMissing,
}

impl RequirementState {
    /// What putting a requirement into this state takes: developers build and drop, testers test.
    #[must_use]
    pub const fn takes(self) -> Permission {
        match self {
            Self::Open | Self::Built | Self::Dropped => Permission::WriteBuildNote,
            Self::Passed | Self::Failed => Permission::TestEService,
        }
    }

    /// Whether a requirement in this state can be put into another.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn becomes(self, other: Self, reason: Option<&str>, facts: &CycleFacts) -> Result<(), StateRefusal> {
        if facts.phase < Phase::Build {
            return Err(StateRefusal::NotBuilding);
        }
        let is_built = matches!(self, Self::Built | Self::Passed | Self::Failed);
        if matches!(other, Self::Passed | Self::Failed) && !is_built {
            return Err(StateRefusal::NotBuilt);
        }
        if other == Self::Dropped && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(StateRefusal::ReasonMissing);
        }
        Ok(())
    }
}

impl StateRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::NotBuilding, Locale::Sv) => "E-tjänsten har inte börjat byggas.",
            (Self::NotBuilding, Locale::En) => "Building the e-service has not begun.",
            (Self::NotBuilt, Locale::Sv) => "Kravet är inte byggt, så det går inte att testa.",
            (Self::NotBuilt, Locale::En) => "The requirement is not built, so it cannot be tested.",
            (Self::ReasonMissing, Locale::Sv) => "Skriv varför kravet utgår.",
            (Self::ReasonMissing, Locale::En) => "Write why the requirement is dropped.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::cycle_in;
    use RequirementState::{Built, Dropped, Failed, Open, Passed};

    #[test]
    fn only_what_is_built_is_tested() {
        let facts = cycle_in(Phase::Build);
        for result in [Passed, Failed] {
            assert_eq!(Open.becomes(result, None, &facts), Err(StateRefusal::NotBuilt));
            assert_eq!(Dropped.becomes(result, None, &facts), Err(StateRefusal::NotBuilt));
            assert_eq!(Built.becomes(result, None, &facts), Ok(()));
        }
        assert_eq!(Failed.becomes(Passed, None, &facts), Ok(()));
    }

    #[test]
    fn what_is_dropped_has_a_reason() {
        let facts = cycle_in(Phase::Build);
        for reason in [None, Some(" ")] {
            assert_eq!(
                Open.becomes(Dropped, reason, &facts),
                Err(StateRefusal::ReasonMissing)
            );
        }
        assert_eq!(Open.becomes(Dropped, Some("För dyrt."), &facts), Ok(()));
    }

    #[test]
    fn nothing_is_built_before_its_phase() {
        let facts = cycle_in(Phase::Preparation);
        assert_eq!(Open.becomes(Built, None, &facts), Err(StateRefusal::NotBuilding));
    }
}
