//! Slows down those who try again and again: so many times within a while, and then one waits.
//!
//! Nobody is locked out for good. It is kept in memory, so each instance counts for itself, and nothing of it is stored.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use ::entity::ids::UserId;
use chrono::{DateTime, Duration, Utc};

use super::{Error, Result};
use crate::config::Limits;

/// Keys remembered at the most; past that the oldest are forgotten.
const REMEMBERED: usize = 10_000;

/// Mails that an administrator may try in an hour: each kind once in a language.
const TRIALS: u32 = 40;

/// All that is counted.
#[derive(Clone, Debug)]
pub struct Throttle {
    /// Failed log-ins, by address and account: a stranger elsewhere cannot lock anybody out.
    pub log_ins: Counter<Account>,
    /// What recipients say, by address.
    pub feedback: Counter<Option<IpAddr>>,
    /// Requests for what is published, by address.
    pub published: Counter<Option<IpAddr>>,
    /// Requests for calendars, by address: nobody tries secrets out.
    pub calendars: Counter<Option<IpAddr>>,
    /// Mails that an administrator tries.
    pub trials: Counter<UserId>,
}

/// An account as it is tried from an address.
pub type Account = (Option<IpAddr>, String);

impl Throttle {
    /// With nothing counted yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            log_ins: Counter::new(limits.failed_log_ins, Duration::minutes(15)),
            feedback: Counter::new(limits.feedback_per_hour, Duration::hours(1)),
            published: Counter::new(limits.published_per_minute, Duration::minutes(1)),
            calendars: Counter::new(limits.published_per_minute, Duration::minutes(1)),
            trials: Counter::new(TRIALS, Duration::hours(1)),
        }
    }
}

/// Counts, for each key apart.
#[derive(Clone, Debug)]
pub struct Counter<K> {
    allowed: u32,
    window: Duration,
    counted: Arc<Mutex<HashMap<K, Count>>>,
}

/// How often, and since when.
type Count = (u32, DateTime<Utc>);

impl<K: Clone + Eq + Hash> Counter<K> {
    /// Lets so many pass within a while before one must wait.
    #[must_use]
    pub fn new(allowed: u32, window: Duration) -> Self {
        Self {
            allowed,
            window,
            counted: Arc::default(),
        }
    }

    /// Counts one more.
    ///
    /// # Errors
    /// [`Error::RateLimited`] where one must wait; it is then not counted.
    pub fn take(&self, key: K, now: DateTime<Utc>) -> Result<()> {
        self.check(&key, now)?;
        self.note(key, now);
        Ok(())
    }

    /// Whether one more is allowed.
    ///
    /// # Errors
    /// [`Error::RateLimited`] where one must wait.
    pub fn check(&self, key: &K, now: DateTime<Utc>) -> Result<()> {
        let counted = self.lock();
        let Some((count, since)) = counted.get(key) else {
            return Ok(());
        };
        let left = (*since + self.window - now).num_seconds();
        if *count < self.allowed || left <= 0 {
            return Ok(());
        }
        Err(Error::RateLimited {
            retry_after: u64::try_from(left).unwrap_or(0),
        })
    }

    /// Notes one more.
    pub fn note(&self, key: K, now: DateTime<Utc>) {
        let over = |since: &DateTime<Utc>| *since + self.window <= now;
        let mut counted = self.lock();
        if counted.len() >= REMEMBERED && !counted.contains_key(&key) {
            counted.retain(|_, (_, since)| !over(since));
            let oldest = counted.iter().min_by_key(|(_, (_, since))| *since);
            if let Some(oldest) = oldest
                .map(|(key, _)| key.clone())
                .filter(|_| counted.len() >= REMEMBERED)
            {
                counted.remove(&oldest);
            }
        }
        let count = counted.entry(key).or_insert((0, now));
        if over(&count.1) {
            *count = (0, now);
        }
        count.0 += 1;
    }

    /// Forgets what was counted for a key.
    pub fn forget(&self, key: &K) {
        self.lock().remove(key);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, Count>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn waits(counter: &Counter<Account>, key: &Account, now: DateTime<Utc>) -> Option<u64> {
        match counter.check(key, now) {
            Err(Error::RateLimited { retry_after }) => Some(retry_after),
            _ => None,
        }
    }

    fn now() -> DateTime<Utc> {
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0);
        now.single().expect("a time")
    }

    #[test]
    fn after_so_many_one_waits_and_then_may_try_again() {
        let counter = Counter::new(2, Duration::minutes(15));
        let (now, key) = (now(), (None, "a".to_owned()));
        counter.note(key.clone(), now);
        assert_eq!(waits(&counter, &key, now), None);
        counter.note(key.clone(), now);
        assert_eq!(waits(&counter, &key, now), Some(900));
        let other = (None, "b".to_owned());
        assert_eq!(
            waits(&counter, &other, now),
            None,
            "another account is not held up"
        );
        let elsewhere = (Some(IpAddr::from([10, 0, 0, 1])), "a".to_owned());
        assert_eq!(waits(&counter, &elsewhere, now), None, "nor another address");
        let later = now + Duration::minutes(15);
        assert_eq!(waits(&counter, &key, later), None);
        counter.note(key.clone(), later);
        assert_eq!(waits(&counter, &key, later), None, "it begins anew");
    }

    #[test]
    fn what_is_forgotten_does_not_count() {
        let counter = Counter::new(1, Duration::minutes(15));
        let (now, key) = (now(), (None, "a".to_owned()));
        counter.note(key.clone(), now);
        counter.forget(&key);
        assert_eq!(waits(&counter, &key, now), None);
    }

    #[test]
    fn no_more_keys_are_remembered_than_can_be() {
        let counter = Counter::new(1, Duration::minutes(1));
        for number in 0..=REMEMBERED {
            let second = Duration::milliseconds(i64::try_from(number).expect("a number"));
            counter.note((None, number.to_string()), now() + second);
        }
        let last = now() + Duration::seconds(11);
        assert_eq!(
            waits(&counter, &(None, "0".to_owned()), last),
            None,
            "the oldest is forgotten"
        );
        assert!(waits(&counter, &(None, REMEMBERED.to_string()), last).is_some());
    }
}
