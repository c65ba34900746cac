//! The one clock. Everything else is told what time it is.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, SubsecRound, Utc};

/// Where the time comes from: the machine, or a test that moves it.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands still until it is moved.
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `time`.
    #[must_use]
    pub fn at(time: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(Mutex::new(time)))
    }

    /// The time, to the microsecond: PostgreSQL keeps no more, and what was written should equal what is read.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Set(time) => *time.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
        .trunc_subsecs(6)
    }

    /// Moves a set clock to `time`; the machine's clock cannot be moved, and stays.
    pub fn set(&self, time: DateTime<Utc>) {
        if let Self::Set(held) = self {
            *held.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = time;
        }
    }

    /// Moves a set clock on by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.set(self.now() + duration);
    }
}
