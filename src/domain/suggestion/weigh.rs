//! Weighing a suggestion.

use ::entity::enums::{Locale, SuggestionState};

/// Where a suggestion stands when it is made: a rating without words leaves nothing to weigh.
#[must_use]
pub fn at_first(body: &str) -> SuggestionState {
    if body.is_empty() {
        SuggestionState::Weighed
    } else {
        SuggestionState::New
    }
}

/// Why a suggestion cannot be weighed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionRefusal {
    /// What is weighed is not new any more.
    NeverNewAgain,
    /// Others rely on what was taken up.
    TakenUp,
    /// Declining takes a reason.
    ReasonMissing,
    /// Only what is taken up becomes a need.
    NeedWithoutTakingUp,
}

/// Whether a suggestion can be weighed so. It can be reconsidered, but what was taken up stays so.
///
/// # Errors
/// Why not.
pub fn weigh(
    from: SuggestionState,
    to: SuggestionState,
    reason: Option<&str>,
    becomes_need: bool,
) -> Result<(), SuggestionRefusal> {
    use SuggestionState::{Declined, New, TakenUp};
    match (from, to) {
        (_, New) => Err(SuggestionRefusal::NeverNewAgain),
        (TakenUp, to) if to != TakenUp => Err(SuggestionRefusal::TakenUp),
        (_, Declined) if reason.is_none() => Err(SuggestionRefusal::ReasonMissing),
        (_, to) if becomes_need && to != TakenUp => Err(SuggestionRefusal::NeedWithoutTakingUp),
        _ => Ok(()),
    }
}

impl SuggestionRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::NeverNewAgain, Locale::Sv) => "Det som har vägts in blir inte nytt igen.",
            (Self::NeverNewAgain, Locale::En) => "What was weighed does not become new again.",
            (Self::TakenUp, Locale::Sv) => "Förslaget har tagits om hand.",
            (Self::TakenUp, Locale::En) => "The suggestion was taken up.",
            (Self::ReasonMissing, Locale::Sv) => "Ange varför inget görs.",
            (Self::ReasonMissing, Locale::En) => "State why nothing is done.",
            (Self::NeedWithoutTakingUp, Locale::Sv) => "Bara ett förslag som tas om hand blir ett behov.",
            (Self::NeedWithoutTakingUp, Locale::En) => "Only a suggestion that is taken up becomes a need.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use SuggestionState::{Declined, New, TakenUp, Weighed};

    #[test]
    fn a_rating_without_words_leaves_nothing_to_weigh() {
        assert_eq!((at_first(""), at_first("Svårt att hitta.")), (Weighed, New));
    }

    #[test]
    fn what_is_declined_has_a_reason_and_can_be_reconsidered() {
        assert_eq!(
            weigh(New, Declined, None, false),
            Err(SuggestionRefusal::ReasonMissing)
        );
        assert_eq!(weigh(New, Declined, Some("Lagen kräver det."), false), Ok(()));
        assert_eq!(weigh(Declined, TakenUp, None, true), Ok(()));
    }

    #[test]
    fn what_is_taken_up_stays_so_and_nothing_becomes_new_again() {
        for to in [Weighed, Declined] {
            assert_eq!(
                weigh(TakenUp, to, Some("Nej."), false),
                Err(SuggestionRefusal::TakenUp)
            );
        }
        for from in SuggestionState::ALL {
            assert_eq!(
                weigh(*from, New, None, false),
                Err(SuggestionRefusal::NeverNewAgain)
            );
        }
    }

    #[test]
    fn only_what_is_taken_up_becomes_a_need() {
        assert_eq!(
            weigh(New, Weighed, None, true),
            Err(SuggestionRefusal::NeedWithoutTakingUp)
        );
        assert_eq!(weigh(New, TakenUp, None, true), Ok(()));
    }
}
