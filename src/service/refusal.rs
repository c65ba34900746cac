//! The refusals of the heart as problems that a person can mend: the one place where their codes meet those of the contract.

use ::entity::enums::Locale;

use super::{Error, ProblemCode};
use crate::domain::{
    approval::ApprovalRefusal, artefact::ArtefactRefusal, lifecycle::Refusal, need::NeedRefusal,
    retirement::RetirementRefusal, specification::StateRefusal, suggestion::SuggestionRefusal,
    task::TaskRefusal, template::ConditionKind, testing::DefectRefusal,
};

impl From<TaskRefusal> for Error {
    fn from(refusal: TaskRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match &refusal {
            TaskRefusal::WrongState { .. } | TaskRefusal::CycleEnded | TaskRefusal::ComeAgain => {
                (ProblemCode::WrongState, &[])
            }
            TaskRefusal::PhasePassed => (ProblemCode::WrongPhase, &[]),
            TaskRefusal::NotSkippable => (ProblemCode::NotSkippable, &[]),
            TaskRefusal::OutcomeMissing(_) => (ProblemCode::OutcomeMissing, &[]),
            TaskRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
            TaskRefusal::OnlyByOutcome(_) => (ProblemCode::CompletedByOutcome, &[]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (code, path): (_, &[&'static str]) = match &refusal {
            Refusal::NoFurtherPhase | Refusal::NotInPhase { .. } => (ProblemCode::WrongPhase, &[]),
            Refusal::Ended | Refusal::AlreadyPublished | Refusal::OnlyByPublishing => {
                (ProblemCode::WrongState, &[])
            }
            Refusal::Conditions(open)
                if open
                    .iter()
                    .all(|condition| condition.kind == ConditionKind::LaunchDateReached) =>
            {
                (ProblemCode::BeforeLaunchDate, &[])
            }
            Refusal::Conditions(_) => (ProblemCode::GateClosed, &[]),
            Refusal::LaunchDateInPast => (ProblemCode::DateInPast, &["launchDate"]),
            Refusal::NotInvestigated(_) => (ProblemCode::NotInvestigated, &[]),
            Refusal::PreStudyMissing => (ProblemCode::OutcomeMissing, &[]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<ApprovalRefusal> for Error {
    fn from(refusal: ApprovalRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match &refusal {
            ApprovalRefusal::OwnRequest => (ProblemCode::OwnRequest, &[]),
            ApprovalRefusal::Contributor => (ProblemCode::Contributor, &[]),
            ApprovalRefusal::OtherVersion => (ProblemCode::OtherVersion, &["contentHash"]),
            ApprovalRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
            ApprovalRefusal::LaunchDateMissing => (ProblemCode::Missing, &["launchDate"]),
            ApprovalRefusal::LaunchDateInPast => (ProblemCode::DateInPast, &["launchDate"]),
            ApprovalRefusal::DefectsOpen(_) => (ProblemCode::BlockingDefectOpen, &[]),
            ApprovalRefusal::RemarksOpen(_) => (ProblemCode::RemarkOpen, &[]),
            ApprovalRefusal::NothingTested => (ProblemCode::NothingTested, &[]),
            ApprovalRefusal::NotPhase { .. } => (ProblemCode::WrongPhase, &[]),
            ApprovalRefusal::ContentMissing | ApprovalRefusal::OthersMissing(_) => {
                (ProblemCode::OutcomeMissing, &[])
            }
            _ => (ProblemCode::WrongState, &[]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<ArtefactRefusal> for Error {
    fn from(refusal: ArtefactRefusal) -> Self {
        Self::refused(
            ProblemCode::WrongState,
            &[],
            refusal.text(Locale::Sv),
            refusal.text(Locale::En),
        )
    }
}

impl From<RetirementRefusal> for Error {
    fn from(refusal: RetirementRefusal) -> Self {
        let code = match refusal {
            RetirementRefusal::NoPlan => ProblemCode::OutcomeMissing,
            _ => ProblemCode::WrongState,
        };
        Self::refused(code, &[], refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<NeedRefusal> for Error {
    fn from(refusal: NeedRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match refusal {
            NeedRefusal::Handled(_) | NeedRefusal::HasEService => (ProblemCode::WrongState, &[]),
            NeedRefusal::EServiceOver => (ProblemCode::WrongState, &["eServiceId"]),
            NeedRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
            NeedRefusal::IntoItself => (ProblemCode::Invalid, &["intoId"]),
            NeedRefusal::NotTaken(_) | NeedRefusal::OfAnother | NeedRefusal::TakenUp => {
                (ProblemCode::WrongState, &["needIds"])
            }
            NeedRefusal::IntoHandled => (ProblemCode::WrongState, &["intoId"]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<SuggestionRefusal> for Error {
    fn from(refusal: SuggestionRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match refusal {
            SuggestionRefusal::NeverNewAgain => (ProblemCode::Invalid, &["state"]),
            SuggestionRefusal::TakenUp => (ProblemCode::WrongState, &["state"]),
            SuggestionRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
            SuggestionRefusal::NeedWithoutTakingUp => (ProblemCode::Invalid, &["needTitle"]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<StateRefusal> for Error {
    fn from(refusal: StateRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match refusal {
            StateRefusal::NotBuilding => (ProblemCode::WrongPhase, &[]),
            StateRefusal::NotBuilt => (ProblemCode::WrongState, &["state"]),
            StateRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}

impl From<DefectRefusal> for Error {
    fn from(refusal: DefectRefusal) -> Self {
        let (code, path): (_, &[&'static str]) = match refusal {
            DefectRefusal::NoWay => (ProblemCode::WrongState, &["state"]),
            DefectRefusal::ReasonMissing => (ProblemCode::ReasonMissing, &["reason"]),
        };
        Self::refused(code, path, refusal.text(Locale::Sv), refusal.text(Locale::En))
    }
}
