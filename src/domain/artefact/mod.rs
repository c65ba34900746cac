//! Artefacts: what people make on the way through the process, and the rules that all kinds share.
//!
//! A kind is a type with fields of its own, in the room of its subject. Here stands what is the same for every kind: who makes it,
//! for how long it can be changed, whether a cycle has one or many, and whether something about it is left to do.

mod refusal;
mod rule;
mod tally;

use ::entity::enums::{ArtefactKind, Phase};
use serde::{Serialize, de::DeserializeOwned};

pub use refusal::ArtefactRefusal;
pub use rule::{Rule, Span, is_final, rule};
pub use tally::Tally;

use super::facts::CycleFacts;

/// What an artefact of one kind says.
pub trait Artefact:
    Serialize + DeserializeOwned + Clone + std::fmt::Debug + PartialEq + Send + Sync + 'static
{
    /// Which kind.
    const KIND: ArtefactKind;

    /// Whether something about it is left to do: the process then waits for it where it asks for that kind to be finished.
    fn is_open(&self) -> bool {
        false
    }

    /// The part that is approved, as it stands in the content of an approval. A change of anything else leaves an approval
    /// standing.
    fn approved(body: &serde_json::Value) -> serde_json::Value {
        body.clone()
    }
}

/// Whether an artefact of a kind can be made, changed or taken out now.
///
/// # Errors
/// Why not.
pub fn may_change(facts: &CycleFacts, kind: ArtefactKind) -> Result<(), ArtefactRefusal> {
    if facts.ended {
        return Err(ArtefactRefusal::CycleEnded);
    }
    match rule(kind).span {
        Span::Development if facts.is_published() || facts.phase >= Phase::Management => {
            Err(ArtefactRefusal::DevelopmentOver)
        }
        Span::Operation if !facts.is_published() => Err(ArtefactRefusal::NotInOperation),
        Span::Development | Span::Life | Span::Operation => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::{cycle_in, date};

    #[test]
    fn what_belongs_to_the_development_rests_after_publication() {
        let mut facts = cycle_in(Phase::Launch);
        assert_eq!(may_change(&facts, ArtefactKind::DesignStep), Ok(()));
        facts.published_on = Some(date("2027-06-14"));
        assert_eq!(
            may_change(&facts, ArtefactKind::DesignStep),
            Err(ArtefactRefusal::DevelopmentOver)
        );
        assert_eq!(may_change(&facts, ArtefactKind::FaqEntry), Ok(()));
    }

    #[test]
    fn what_belongs_to_the_operation_waits_for_publication() {
        let facts = cycle_in(Phase::Build);
        assert_eq!(
            may_change(&facts, ArtefactKind::OperationCheck),
            Err(ArtefactRefusal::NotInOperation)
        );
        assert_eq!(
            may_change(&cycle_in(Phase::FollowUp), ArtefactKind::OperationCheck),
            Ok(())
        );
    }

    #[test]
    fn a_cycle_that_is_over_stays_as_it_is() {
        let mut facts = cycle_in(Phase::FollowUp);
        facts.ended = true;
        for kind in ArtefactKind::ALL {
            assert_eq!(
                may_change(&facts, *kind),
                Err(ArtefactRefusal::CycleEnded),
                "{kind:?}"
            );
        }
    }
}
