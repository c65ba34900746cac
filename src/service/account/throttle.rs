//! Slows down guessing of passwords: so many failed log-ins from one address for one account, and then one waits.
//!
//! Nobody is locked out for good, and a stranger elsewhere cannot lock anybody out: the count is kept per address and account.
//! It is kept in memory, so each instance counts for itself.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

use chrono::{DateTime, Duration, Utc};

/// After so long, failed tries are forgotten.
const WINDOW: Duration = Duration::minutes(15);
/// Addresses remembered at the most; past that the oldest are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts failed log-ins.
#[derive(Clone, Debug)]
pub struct Throttle {
    allowed: u32,
    failed: Arc<Mutex<HashMap<Account, Failures>>>,
}

/// An account as it is tried from an address.
type Account = (Option<IpAddr>, String);

/// How often, and since when.
type Failures = (u32, DateTime<Utc>);

impl Throttle {
    /// Lets `allowed` tries fail before one must wait.
    #[must_use]
    pub fn new(allowed: u32) -> Self {
        Self {
            allowed,
            failed: Arc::default(),
        }
    }

    /// Seconds to wait before the next try, if any.
    #[must_use]
    pub fn wait(&self, from: Option<IpAddr>, account: &str, now: DateTime<Utc>) -> Option<u64> {
        let failed = self
            .failed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let (count, since) = failed.get(&(from, account.to_owned()))?;
        let left = (*since + WINDOW - now).num_seconds();
        (*count >= self.allowed && left > 0).then_some(u64::try_from(left).unwrap_or(0))
    }

    /// Notes a failed try.
    pub fn failed(&self, from: Option<IpAddr>, account: &str, now: DateTime<Utc>) {
        let mut failed = self
            .failed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        failed.retain(|_, (_, since)| *since + WINDOW > now);
        if failed.len() >= REMEMBERED
            && let Some(oldest) = failed
                .iter()
                .min_by_key(|(_, (_, since))| *since)
                .map(|(key, _)| key.clone())
        {
            failed.remove(&oldest);
        }
        failed.entry((from, account.to_owned())).or_insert((0, now)).0 += 1;
    }

    /// Forgets the failed tries: the right password was given.
    pub fn succeeded(&self, from: Option<IpAddr>, account: &str) {
        self.failed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .remove(&(from, account.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn after_so_many_failures_one_waits_and_then_may_try_again() {
        let throttle = Throttle::new(2);
        let now = Utc
            .with_ymd_and_hms(2026, 11, 23, 8, 0, 0)
            .single()
            .expect("a time");
        throttle.failed(None, "a", now);
        assert_eq!(throttle.wait(None, "a", now), None);
        throttle.failed(None, "a", now);
        assert_eq!(throttle.wait(None, "a", now), Some(900));
        assert_eq!(
            throttle.wait(None, "b", now),
            None,
            "another account is not held up"
        );
        assert_eq!(
            throttle.wait(Some(IpAddr::from([10, 0, 0, 1])), "a", now),
            None,
            "nor another address"
        );
        assert_eq!(throttle.wait(None, "a", now + WINDOW), None);
    }
}
