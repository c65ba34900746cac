//! How many mails a minute.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Lets so many mails a minute go, evenly spread; for one instance. Cheap to clone; clones share it.
#[derive(Clone, Debug)]
pub struct Pace {
    per_minute: u32,
    next: Arc<Mutex<Option<Instant>>>,
}

impl Pace {
    /// So many a minute; 0 is as many as there are.
    #[must_use]
    pub fn per_minute(most: u32) -> Self {
        Self {
            per_minute: most,
            next: Arc::default(),
        }
    }

    /// So many of `wanted` as have their turn within a minute: more are not to be claimed, since a claim does not last for ever.
    #[must_use]
    pub fn within_a_minute(&self, wanted: u64) -> u64 {
        match self.per_minute {
            0 => wanted,
            most => wanted.min(u64::from(most)),
        }
    }

    /// Waits for the turn of a mail.
    pub async fn turn(&self) {
        let wait = self.book(Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    /// Gives a turn back that was not used, since there was nothing to send after all.
    pub fn give_back(&self) {
        if let (Some(next), Some(every)) = (&mut *self.lock(), self.every()) {
            *next = next.checked_sub(every).unwrap_or(*next);
        }
    }

    /// How long a mail has to wait that comes now; the turn is its own then.
    fn book(&self, now: Instant) -> Duration {
        let Some(every) = self.every() else {
            return Duration::ZERO;
        };
        let mut next = self.lock();
        let turn = next.filter(|next| *next > now).unwrap_or(now);
        *next = Some(turn + every);
        turn.duration_since(now)
    }

    fn every(&self) -> Option<Duration> {
        Duration::from_secs(60).checked_div(self.per_minute)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn mails_that_come_at_once_go_evenly_spread() {
        let (pace, now) = (Pace::per_minute(30), Instant::now());
        let waits: Vec<_> = (0..4).map(|_| pace.book(now)).collect();
        assert_eq!(waits, [0, 2, 4, 6].map(|seconds| seconds * SECOND));
    }

    #[test]
    fn time_that_passed_unused_is_not_made_up_for() {
        let (pace, now) = (Pace::per_minute(60), Instant::now());
        pace.book(now);
        let later = now + 100 * SECOND;
        assert_eq!([pace.book(later), pace.book(later)], [Duration::ZERO, SECOND]);
    }

    #[test]
    fn a_turn_given_back_goes_to_the_next() {
        let (pace, now) = (Pace::per_minute(60), Instant::now());
        pace.book(now);
        pace.book(now);
        pace.give_back();
        assert_eq!(pace.book(now), SECOND);
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        let (pace, now) = (Pace::per_minute(0), Instant::now());
        assert_eq!([pace.book(now), pace.book(now)], [Duration::ZERO; 2]);
        assert_eq!(pace.within_a_minute(20), 20);
        assert_eq!(Pace::per_minute(7).within_a_minute(20), 7);
    }
}
