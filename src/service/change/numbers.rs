//! Which notes have been read, although those with lower numbers may be committed later than others.

use std::time::{Duration, Instant};

/// How long a number that was passed over is looked for: longer than a transaction takes. What was undone leaves such numbers for ever.
const PATIENCE: Duration = Duration::from_secs(60);
/// Ranges of such numbers that are looked for at the most.
const RANGES: usize = 50;

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    last: i64,
    missing: Vec<Missing>,
}

/// Numbers that were passed over, the first and the last of them, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Missing {
    from: i64,
    to: i64,
    since: Instant,
}

impl Numbers {
    /// All before the numbers given have been read, and these; they rise.
    pub(super) fn begin(numbers: &[i64], now: Instant) -> Self {
        let mut begun = Self {
            last: numbers.first().map_or(0, |first| first - 1),
            missing: Vec::new(),
        };
        begun.take(numbers, now);
        begun
    }

    /// The last one that was read.
    pub(super) const fn last(&self) -> i64 {
        self.last
    }

    /// The ranges of those that were passed over.
    pub(super) fn missing(&self) -> impl Iterator<Item = (i64, i64)> {
        self.missing.iter().map(|missing| (missing.from, missing.to))
    }

    /// These have been read; they rise.
    pub(super) fn take(&mut self, numbers: &[i64], now: Instant) {
        self.missing
            .retain(|missing| now.duration_since(missing.since) < PATIENCE);
        for number in numbers {
            if *number > self.last {
                if *number > self.last + 1 {
                    self.missing.push(Missing {
                        from: self.last + 1,
                        to: number - 1,
                        since: now,
                    });
                }
                self.last = *number;
            } else {
                self.found(*number);
            }
        }
        let too_many = self.missing.len().saturating_sub(RANGES);
        self.missing.drain(..too_many);
    }

    fn found(&mut self, number: i64) {
        let range = |missing: &Missing| (missing.from..=missing.to).contains(&number);
        let Some(place) = self.missing.iter().position(range) else {
            return;
        };
        let whole = self.missing.remove(place);
        let below = Missing {
            to: number - 1,
            ..whole
        };
        let above = Missing {
            from: number + 1,
            ..whole
        };
        let left = [below, above].into_iter().filter(|part| part.from <= part.to);
        self.missing.splice(place..place, left);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn missing(numbers: &Numbers) -> Vec<(i64, i64)> {
        numbers.missing().collect()
    }

    #[test]
    fn one_that_is_committed_late_is_still_looked_for() {
        let now = Instant::now();
        let mut numbers = Numbers::begin(&[], now);
        numbers.take(&[1, 2, 6], now);
        assert_eq!((numbers.last(), missing(&numbers)), (6, vec![(3, 5)]));
        numbers.take(&[4], now);
        assert_eq!(missing(&numbers), [(3, 3), (5, 5)]);
        numbers.take(&[3, 5, 7], now);
        assert_eq!((numbers.last(), missing(&numbers)), (7, vec![]));
    }

    #[test]
    fn what_was_undone_is_given_up_after_a_while() {
        let now = Instant::now();
        let mut numbers = Numbers::begin(&[], now);
        numbers.take(&[1, 5], now);
        numbers.take(&[6], now + Duration::from_secs(59));
        assert_eq!(missing(&numbers), [(2, 4)]);
        numbers.take(&[], now + Duration::from_secs(60));
        assert_eq!(missing(&numbers), []);
    }

    #[test]
    fn whoever_begins_looks_for_what_is_missing_among_the_newest() {
        let numbers = Numbers::begin(&[100, 101, 103], Instant::now());
        assert_eq!((numbers.last(), missing(&numbers)), (103, vec![(102, 102)]));
    }

    proptest! {
        /// Whatever the order in which transactions end, each note is read once.
        #[test]
        fn each_is_read_once(order in Just((1_i64..40).collect::<Vec<_>>()).prop_shuffle(), looks in 1_usize..8) {
            let now = Instant::now();
            let mut numbers = Numbers::begin(&[], now);
            let (mut committed, mut read) = (Vec::new(), Vec::new());
            for some in order.chunks(looks) {
                committed.extend_from_slice(some);
                let wanted = |number: &i64| {
                    *number > numbers.last()
                        || numbers.missing().any(|(from, to)| (from..=to).contains(number))
                };
                let mut seen: Vec<i64> = committed.iter().copied().filter(wanted).collect();
                seen.sort_unstable();
                numbers.take(&seen, now);
                read.extend(seen);
            }
            read.sort_unstable();
            prop_assert_eq!(read, (1_i64..40).collect::<Vec<_>>());
        }
    }
}
