//! Why something cannot be done with a task.

use ::entity::enums::{Locale, TaskState};

use crate::domain::{template::Outcome, words};

/// Why something cannot be done with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskRefusal {
    /// The task is not in a state from which this can be done.
    WrongState {
        /// Where it stands.
        state: TaskState,
    },
    /// The cycle is over.
    CycleEnded,
    /// The process does not allow it to be left out.
    NotSkippable,
    /// What it must leave behind is not there.
    OutcomeMissing(Outcome),
    /// Leaving something out needs a reason.
    ReasonMissing,
    /// It is closed by what it leaves behind, not by hand.
    OnlyByOutcome(Outcome),
    /// The cycle has gone on to a later phase.
    PhasePassed,
    /// The activity has already come again; the later task is the one to work on.
    ComeAgain,
}

impl TaskRefusal {
    /// Stable code for clients.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "WRONG_STATE",
            Self::CycleEnded => "CYCLE_ENDED",
            Self::NotSkippable => "NOT_SKIPPABLE",
            Self::OutcomeMissing(_) => "OUTCOME_MISSING",
            Self::ReasonMissing => "REASON_MISSING",
            Self::OnlyByOutcome(_) => "ONLY_BY_OUTCOME",
            Self::PhasePassed => "PHASE_PASSED",
            Self::ComeAgain => "COME_AGAIN",
        }
    }

    /// The reason for a person.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let (sv, en) = match self {
            Self::WrongState { state } => {
                let state = words::task_state(*state, locale);
                (
                    format!("Det går inte nu: uppgiften är {state}."),
                    format!("Not possible now: the task is {state}."),
                )
            }
            Self::CycleEnded => (
                "Omgången är avslutad.".to_owned(),
                "The cycle is over.".to_owned(),
            ),
            Self::NotSkippable => (
                "Uppgiften får inte hoppas över.".to_owned(),
                "The task may not be skipped.".to_owned(),
            ),
            Self::OutcomeMissing(outcome) => {
                let (sv, en) = words::outcome(*outcome);
                (
                    format!("Uppgiften blir klar först när {sv}."),
                    format!("The task is done only when {en}."),
                )
            }
            Self::ReasonMissing => (
                "Skriv varför uppgiften hoppas över.".to_owned(),
                "Write why the task is skipped.".to_owned(),
            ),
            Self::OnlyByOutcome(outcome) => {
                let (sv, en) = words::outcome(*outcome);
                (
                    format!("Uppgiften avslutas av sig själv när {sv}; det görs inte för hand."),
                    format!("The task closes by itself when {en}; that is not done by hand."),
                )
            }
            Self::PhasePassed => (
                "Omgången har gått vidare till ett senare steg.".to_owned(),
                "The cycle has gone on to a later phase.".to_owned(),
            ),
            Self::ComeAgain => (
                "Uppgiften har redan kommit tillbaka; arbeta vidare i den senaste.".to_owned(),
                "The task has already come again; go on with the latest one.".to_owned(),
            ),
        };
        match locale {
            Locale::Sv => sv,
            Locale::En => en,
        }
    }
}
