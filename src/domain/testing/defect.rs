//! What is wrong with what was built, and its way to the developer and back.

use ::entity::{
    enums::{ArtefactKind, Locale},
    ids::{ArtefactId, UserId},
};
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, attachment::Attached, permission::Permission};

/// Something that is wrong with what was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// What is wrong, in short.
    pub title: String,
    /// How it shows and how to get there, Markdown.
    pub description: String,
    /// How bad it is.
    pub severity: DefectSeverity,
    /// The run in which it was found; none where it was found otherwise.
    pub run: Option<ArtefactId>,
    /// Where it stands.
    pub state: DefectState,
    /// Who is to mend it.
    pub assignee: Option<UserId>,
    /// Why it is not mended, or a remark on its state.
    pub reason: Option<String>,
    /// What shows it: pictures of the screen, logs.
    #[serde(default, skip_serializing_if = "Attached::is_empty")]
    pub attachments: Attached,
}

/// How bad a defect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum DefectSeverity {
    /// The e-service cannot be launched with it: the tester does not approve while it is open.
    Blocking,
    /// It hinders many, and there is a way around it.
    Serious,
    /// A matter of appearance.
    Minor,
}

impl DefectSeverity {
    /// All of them, the worst first.
    pub const ALL: &'static [Self] = &[Self::Blocking, Self::Serious, Self::Minor];
}

/// Where a defect stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum DefectState {
    /// Reported, or handed back by the tester.
    Reported,
    /// A developer works on it.
    BeingMended,
    /// The developer says that it is mended; the tester looks again.
    Mended,
    /// The tester has looked again and closed it.
    Retested,
    /// Closed without being mended, for a reason.
    WontFix,
}

/// Why a defect cannot be put into a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefectRefusal {
    /// There is no way from where it stands.
    NoWay,
    /// Closing without mending needs a reason.
    ReasonMissing,
}

impl DefectState {
    /// All of them, in the order of the way.
    pub const ALL: &'static [Self] = &[
        Self::Reported,
        Self::BeingMended,
        Self::Mended,
        Self::Retested,
        Self::WontFix,
    ];

    /// What putting a defect into this state takes: developers mend, testers close and hand back.
    #[must_use]
    pub const fn takes(self) -> Permission {
        match self {
            Self::BeingMended | Self::Mended => Permission::WriteBuildNote,
            Self::Reported | Self::Retested | Self::WontFix => Permission::TestEService,
        }
    }

    /// True where nothing is left to do about it.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Retested | Self::WontFix)
    }

    /// Whether a defect in this state can be put into another.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn becomes(self, other: Self, reason: Option<&str>) -> Result<(), DefectRefusal> {
        use DefectState::{BeingMended, Mended, Reported, Retested, WontFix};
        let ways: &[Self] = match self {
            Reported => &[BeingMended, Mended, WontFix],
            BeingMended => &[Mended, Reported, WontFix],
            Mended => &[Retested, Reported, BeingMended, WontFix],
            Retested | WontFix => &[Reported],
        };
        if !ways.contains(&other) {
            return Err(DefectRefusal::NoWay);
        }
        if other == WontFix && reason.is_none_or(|reason| reason.trim().is_empty()) {
            return Err(DefectRefusal::ReasonMissing);
        }
        Ok(())
    }
}

impl DefectRefusal {
    /// The reason for a person.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::NoWay, Locale::Sv) => "Felet står så att det inte går.",
            (Self::NoWay, Locale::En) => "The defect stands where that is not possible.",
            (Self::ReasonMissing, Locale::Sv) => "Skriv varför felet inte åtgärdas.",
            (Self::ReasonMissing, Locale::En) => "Write why the defect is not mended.",
        }
    }
}

impl Defect {
    /// The same, described anew: where it stands and with whom is kept.
    #[must_use]
    pub fn described_anew(self, before: &Self) -> Self {
        Self {
            state: before.state,
            assignee: before.assignee,
            reason: before.reason.clone(),
            ..self
        }
    }
}

impl Artefact for Defect {
    const KIND: ArtefactKind = ArtefactKind::Defect;

    /// The test waits for what blocks the launch; the rest can be mended afterwards.
    fn is_open(&self) -> bool {
        self.severity == DefectSeverity::Blocking && !self.state.is_closed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DefectState::{BeingMended, Mended, Reported, Retested, WontFix};

    fn defect(severity: DefectSeverity, state: DefectState) -> Defect {
        Defect {
            title: "Knappen gör inget.".into(),
            description: String::new(),
            severity,
            run: None,
            state,
            assignee: None,
            reason: None,
            attachments: Attached::default(),
        }
    }

    #[test]
    fn only_what_blocks_the_launch_and_is_not_closed_is_waited_for() {
        for state in DefectState::ALL {
            assert_eq!(
                defect(DefectSeverity::Blocking, *state).is_open(),
                !state.is_closed()
            );
            assert!(!defect(DefectSeverity::Serious, *state).is_open());
            assert!(!defect(DefectSeverity::Minor, *state).is_open());
        }
    }

    #[test]
    fn a_defect_goes_to_the_developer_and_back_to_the_tester() {
        for (from, to) in [(Reported, BeingMended), (BeingMended, Mended), (Mended, Retested)] {
            assert_eq!(from.becomes(to, None), Ok(()));
        }
        assert_eq!(Mended.becomes(Reported, None), Ok(()), "it is not mended");
        assert_eq!(Retested.becomes(Reported, None), Ok(()), "it has come back");
    }

    #[test]
    fn nothing_is_closed_before_somebody_says_that_it_is_mended() {
        assert_eq!(Reported.becomes(Retested, None), Err(DefectRefusal::NoWay));
        assert_eq!(BeingMended.becomes(Retested, None), Err(DefectRefusal::NoWay));
        assert_eq!(Retested.becomes(Mended, None), Err(DefectRefusal::NoWay));
    }

    #[test]
    fn whoever_closes_what_is_not_mended_says_why() {
        assert_eq!(
            Reported.becomes(WontFix, Some(" ")),
            Err(DefectRefusal::ReasonMissing)
        );
        assert_eq!(Reported.becomes(WontFix, Some("Fel i webbläsaren.")), Ok(()));
    }

    #[test]
    fn a_developer_never_closes_a_defect() {
        for state in DefectState::ALL {
            let tester = state.takes() == Permission::TestEService;
            assert!(tester || !state.is_closed(), "{state:?}");
        }
    }
}
