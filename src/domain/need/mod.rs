//! Needs: where they stand, and what can become of them (process.md, 1 Inventory of needs).

mod refusal;

use ::entity::enums::{EServiceState, NeedState};

pub use refusal::NeedRefusal;

/// Whether views on a need are taken in.
///
/// # Errors
/// Why not.
pub fn add_view(state: NeedState) -> Result<(), NeedRefusal> {
    match state {
        NeedState::Open | NeedState::Attached => Ok(()),
        NeedState::Closed | NeedState::Merged => Err(NeedRefusal::Handled(state)),
    }
}

/// Whether what a need says can be changed: for as long as it goes on.
///
/// # Errors
/// Why not.
pub fn update(state: NeedState) -> Result<(), NeedRefusal> {
    add_view(state)
}

/// Whether a need can be attached to an e-service, or moved to it from another. With a live e-service it is a ground for a revision.
///
/// # Errors
/// Why not.
pub fn attach(state: NeedState, to: EServiceState) -> Result<(), NeedRefusal> {
    match (state, to) {
        (NeedState::Closed | NeedState::Merged, _) => Err(NeedRefusal::Handled(state)),
        (_, EServiceState::Declined | EServiceState::Retired) => Err(NeedRefusal::EServiceOver),
        _ => Ok(()),
    }
}

/// Whether a revision can take a need up: only one that belongs to its e-service, and that no other revision has taken up.
///
/// # Errors
/// Why not.
pub fn take_up(state: NeedState, of_the_e_service: bool, taken_up: bool) -> Result<(), NeedRefusal> {
    match (state, of_the_e_service) {
        (NeedState::Closed | NeedState::Merged, _) => Err(NeedRefusal::NotTaken(state)),
        (NeedState::Open, _) | (NeedState::Attached, false) => Err(NeedRefusal::OfAnother),
        (NeedState::Attached, true) if taken_up => Err(NeedRefusal::TakenUp),
        (NeedState::Attached, true) => Ok(()),
    }
}

/// Whether a need can be put forward as a new e-service: only while it belongs to none.
///
/// # Errors
/// Why not.
pub fn propose(state: NeedState) -> Result<(), NeedRefusal> {
    match state {
        NeedState::Open => Ok(()),
        NeedState::Attached => Err(NeedRefusal::HasEService),
        NeedState::Closed | NeedState::Merged => Err(NeedRefusal::Handled(state)),
    }
}

/// Whether a need can be closed without action: only while it belongs to no e-service.
///
/// # Errors
/// Why not.
pub fn close(state: NeedState, reason: &str) -> Result<(), NeedRefusal> {
    propose(state)?;
    if reason.trim().is_empty() {
        return Err(NeedRefusal::ReasonMissing);
    }
    Ok(())
}

/// Whether a need can be merged into another as its duplicate. The other must be one that goes on: no circle can then come about.
///
/// # Errors
/// Why not.
pub fn merge(duplicate: NeedState, same: bool, into: NeedState) -> Result<(), NeedRefusal> {
    add_view(duplicate)?;
    if same {
        return Err(NeedRefusal::IntoItself);
    }
    add_view(into).map_err(|_| NeedRefusal::IntoHandled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_or_merged_stays_so() {
        for state in [NeedState::Closed, NeedState::Merged] {
            let handled = Err(NeedRefusal::Handled(state));
            assert_eq!(add_view(state), handled);
            assert_eq!(update(state), handled);
            assert_eq!(attach(state, EServiceState::Idea), handled);
            assert_eq!(propose(state), handled);
            assert_eq!(close(state, "Nej."), handled);
            assert_eq!(merge(state, false, NeedState::Open), handled);
        }
    }

    #[test]
    fn a_need_is_attached_to_an_e_service_that_goes_on_and_can_be_moved_to_another() {
        for state in [NeedState::Open, NeedState::Attached] {
            for goes_on in [
                EServiceState::Idea,
                EServiceState::InDevelopment,
                EServiceState::Live,
            ] {
                assert_eq!(attach(state, goes_on), Ok(()));
            }
            for over in [EServiceState::Declined, EServiceState::Retired] {
                assert_eq!(attach(state, over), Err(NeedRefusal::EServiceOver));
            }
        }
    }

    #[test]
    fn a_need_that_belongs_to_an_e_service_is_neither_closed_nor_put_forward_again() {
        assert_eq!(propose(NeedState::Attached), Err(NeedRefusal::HasEService));
        assert_eq!(close(NeedState::Attached, "Nej."), Err(NeedRefusal::HasEService));
    }

    #[test]
    fn a_revision_takes_up_needs_of_its_e_service_that_no_other_has() {
        assert_eq!(take_up(NeedState::Attached, true, false), Ok(()));
        assert_eq!(
            take_up(NeedState::Attached, true, true),
            Err(NeedRefusal::TakenUp)
        );
        assert_eq!(
            take_up(NeedState::Attached, false, false),
            Err(NeedRefusal::OfAnother)
        );
        assert_eq!(
            take_up(NeedState::Open, false, false),
            Err(NeedRefusal::OfAnother)
        );
        for handled in [NeedState::Closed, NeedState::Merged] {
            assert_eq!(take_up(handled, true, false), Err(NeedRefusal::NotTaken(handled)));
        }
    }

    #[test]
    fn closing_without_action_takes_a_reason() {
        assert_eq!(close(NeedState::Open, " \n"), Err(NeedRefusal::ReasonMissing));
        assert_eq!(close(NeedState::Open, "Finns redan hos regionen."), Ok(()));
    }

    #[test]
    fn a_duplicate_is_merged_into_another_need_that_goes_on() {
        assert_eq!(merge(NeedState::Open, false, NeedState::Attached), Ok(()));
        assert_eq!(
            merge(NeedState::Open, true, NeedState::Open),
            Err(NeedRefusal::IntoItself)
        );
        assert_eq!(
            merge(NeedState::Open, false, NeedState::Merged),
            Err(NeedRefusal::IntoHandled)
        );
    }
}
