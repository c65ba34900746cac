//! What can go wrong in a use case: the only error that crosses layers.

use std::borrow::Cow;

use sea_orm::DbErr;

use crate::domain::{permission::Permission, template::Text};

/// Result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the person may not see it; the two are not told apart.
    #[error("not found")]
    NotFound,
    /// The person may see the thing but not do this to it.
    #[error("permission {0:?} is missing")]
    Forbidden(Permission),
    /// Nobody is logged in, or the log-in has ended.
    #[error("not logged in")]
    Unauthenticated,
    /// Too many tries; may be tried again after so many seconds.
    #[error("too many tries")]
    RateLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// What was asked for breaks rules that the person can mend.
    #[error("refused: {0:?}")]
    Refused(Vec<Problem>),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// Something that should not happen; the text is for the log.
    #[error("{0}")]
    Internal(String),
}

/// One thing that a person can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub code: ProblemCode,
    /// Path of the input field, from the input object down; empty where it is about the whole.
    pub path: Vec<Cow<'static, str>>,
    /// What it is, in words.
    pub text: Text,
}

macro_rules! problem_codes {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// What a person can mend, as a stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, async_graphql::Enum)]
        #[graphql(name = "ErrorCode")]
        pub enum ProblemCode { $($(#[doc = $doc])+ $name,)* }
    };
}

problem_codes! {
    /// The thing was changed by somebody since the version that the mutation names; the payload has it as it is now.
    Stale,
    /// A value that must be given is missing or empty.
    Missing,
    /// A text is longer than allowed.
    TooLong,
    /// A value is not of the form or in the range that is asked for.
    Invalid,
    /// Something else already has this value, which must be unique.
    Taken,
    /// An id names nothing that the viewer can see, or a thing of another type.
    UnknownId,
    /// E-mail and password do not match an account. An unknown address and a wrong password are not told apart.
    WrongCredentials,
    /// The thing is in a state in which this cannot be done.
    WrongState,
    /// The cycle is in a phase in which this cannot be done.
    WrongPhase,
    /// The gate to the next phase has open conditions; the payload has them.
    GateClosed,
    /// A reason must be given.
    ReasonMissing,
    /// The activity cannot be skipped.
    NotSkippable,
    /// What the activity must leave behind is missing.
    OutcomeMissing,
    /// A demanding requirement is not investigated yet.
    NotInvestigated,
    /// The task is completed by the thing that it leaves behind, not by hand.
    CompletedByOutcome,
    /// One cannot answer one's own question (four eyes).
    OwnRequest,
    /// One cannot approve what one has made or helped to make (four eyes).
    Contributor,
    /// What is to be approved is not the version that was named; the payload has the newest.
    OtherVersion,
    /// Blocking defects are open; the message names them.
    BlockingDefectOpen,
    /// Remarks of the editor are open; the message names them.
    RemarkOpen,
    /// No scenario was tested.
    NothingTested,
    /// The date lies in the past.
    DateInPast,
    /// The launch date has not come.
    BeforeLaunchDate,
    /// The role cannot be given in a scope of this kind.
    ScopeNotAllowed,
    /// The last administrator cannot be taken away.
    LastAdministrator,
}

impl Error {
    /// A single problem with a field.
    #[must_use]
    pub fn refused(
        code: ProblemCode,
        path: &[&'static str],
        sv: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self::Refused(vec![Problem::new(code, path, sv, en)])
    }

    /// The thing was changed since the version that was named.
    #[must_use]
    pub fn stale() -> Self {
        Self::refused(
            ProblemCode::Stale,
            &["version"],
            "Någon har ändrat detta sedan du läste det.",
            "Somebody has changed this since you read it.",
        )
    }

    /// Whether the thing was changed since the version that was named.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Refused(problems) if problems.iter().any(|problem| problem.code == ProblemCode::Stale))
    }
}

impl Problem {
    /// A problem with a field, in both languages.
    #[must_use]
    pub fn new(
        code: ProblemCode,
        path: &[&'static str],
        sv: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            code,
            path: path.iter().copied().map(Cow::Borrowed).collect(),
            text: Text {
                sv: sv.into(),
                en: en.into(),
            },
        }
    }

    /// The same problem with something at a place in a list: `readings.2.value`.
    #[must_use]
    pub fn under(mut self, list: &'static str, place: usize) -> Self {
        self.path
            .splice(0..0, [Cow::Borrowed(list), Cow::Owned(place.to_string())]);
        self
    }
}
