//! What a launch waits for: the same for the gate that shuts publishing off and for whoever looks at how far it has come.

use ::entity::enums::{ArtefactKind, TaskState};

use crate::domain::{
    facts::CycleFacts,
    template::{ConditionKind, Wanted},
};

/// Something that is in place before an e-service is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, async_graphql::Enum)]
pub enum LaunchArea {
    /// The permissions on the platform are listed and ticked off.
    Permissions,
    /// The texts stand in their places, and the old ones are gone.
    Texts,
    /// The staff is trained.
    Training,
    /// It is planned how the e-service is made known.
    Marketing,
    /// The publication is ordered.
    PublicationOrder,
    /// The accessibility is assessed and stated.
    Accessibility,
}

/// How far something has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
pub enum Readiness {
    /// It is in place.
    InPlace,
    /// It is left out: its task was skipped with a reason, or the cycle was begun without it.
    LeftOut,
    /// It is to do.
    ToDo,
}

impl LaunchArea {
    /// All, in the order of the process.
    pub const ALL: [Self; 6] = [
        Self::Permissions,
        Self::Texts,
        Self::Training,
        Self::Marketing,
        Self::PublicationOrder,
        Self::Accessibility,
    ];

    /// Key of the activity in which it is brought about. The accessibility statement is one of the texts that the service needs.
    #[must_use]
    pub const fn activity(self) -> &'static str {
        match self {
            Self::Permissions => "launch.permissions",
            Self::Texts | Self::Accessibility => "launch.texts",
            Self::Training => "launch.training",
            Self::Marketing => "launch.marketing",
            Self::PublicationOrder => "launch.order",
        }
    }

    /// The artefacts that prove it.
    #[must_use]
    pub const fn proof(self) -> ArtefactKind {
        match self {
            Self::Permissions => ArtefactKind::PlatformPermission,
            Self::Texts => ArtefactKind::EditorialText,
            Self::Training => ArtefactKind::TrainingSession,
            Self::Marketing => ArtefactKind::MarketingAction,
            Self::PublicationOrder => ArtefactKind::PublicationOrder,
            Self::Accessibility => ArtefactKind::AccessibilityStatement,
        }
    }

    /// What must be there of it. Marketing may be planned for the time after the launch.
    const fn wanted(self) -> Wanted {
        match self {
            Self::Marketing | Self::PublicationOrder => Wanted::Any(self.proof()),
            Self::Permissions | Self::Texts | Self::Training | Self::Accessibility => {
                Wanted::Finished(self.proof())
            }
        }
    }

    /// What a condition of a gate looks at; none for those that are about something else.
    #[must_use]
    pub const fn of(condition: ConditionKind) -> Option<Self> {
        Some(match condition {
            ConditionKind::PermissionsTickedOff => Self::Permissions,
            ConditionKind::TextsFinished => Self::Texts,
            ConditionKind::TrainingHeld => Self::Training,
            ConditionKind::MarketingPlanned => Self::Marketing,
            ConditionKind::PublicationOrdered => Self::PublicationOrder,
            ConditionKind::AccessibilityStated => Self::Accessibility,
            _ => return None,
        })
    }
}

/// How far something has come in a cycle.
#[must_use]
pub fn readiness(facts: &CycleFacts, area: LaunchArea) -> Readiness {
    let left_out = |state| matches!(state, TaskState::Skipped | TaskState::NotApplicable);
    if facts.has(&[area.wanted()]) {
        Readiness::InPlace
    } else if facts.tasks_of(area.activity()).all(|task| left_out(task.state)) {
        Readiness::LeftOut
    } else {
        Readiness::ToDo
    }
}

#[cfg(test)]
mod tests {
    use ::entity::enums::Phase;

    use super::*;
    use crate::domain::{
        artefact::Tally,
        given::{cycle_in, set_state},
    };

    #[test]
    fn everything_is_to_do_until_its_proof_is_there() {
        let mut facts = cycle_in(Phase::Launch);
        for area in LaunchArea::ALL {
            assert_eq!(readiness(&facts, area), Readiness::ToDo, "{area:?}");
            facts.artefacts.insert(area.proof(), Tally { total: 1, open: 0 });
            assert_eq!(readiness(&facts, area), Readiness::InPlace, "{area:?}");
        }
    }

    #[test]
    fn a_plan_is_enough_for_marketing_and_for_nothing_else_that_can_be_open() {
        let mut facts = cycle_in(Phase::Launch);
        for area in LaunchArea::ALL {
            facts.artefacts.insert(area.proof(), Tally { total: 2, open: 1 });
        }
        let ready: Vec<_> = LaunchArea::ALL
            .into_iter()
            .filter(|area| readiness(&facts, *area) == Readiness::InPlace)
            .collect();
        assert_eq!(ready, [LaunchArea::Marketing, LaunchArea::PublicationOrder]);
    }

    #[test]
    fn what_was_skipped_with_a_reason_is_left_out() {
        let mut facts = cycle_in(Phase::Launch);
        set_state(&mut facts, "launch.marketing", TaskState::Skipped);
        assert_eq!(readiness(&facts, LaunchArea::Marketing), Readiness::LeftOut);
        set_state(&mut facts, "launch.marketing", TaskState::Done);
        assert_eq!(
            readiness(&facts, LaunchArea::Marketing),
            Readiness::ToDo,
            "what was planned and then taken out is to do again"
        );
    }

    #[test]
    fn a_turn_that_was_begun_without_a_part_does_not_wait_for_it() {
        let mut facts = cycle_in(Phase::Launch);
        set_state(&mut facts, "launch.training", TaskState::NotApplicable);
        assert_eq!(readiness(&facts, LaunchArea::Training), Readiness::LeftOut);
        facts
            .tasks
            .retain(|task| task.activity.as_deref() != Some("launch.order"));
        assert_eq!(
            readiness(&facts, LaunchArea::PublicationOrder),
            Readiness::LeftOut
        );
    }
}
