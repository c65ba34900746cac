//! What the values of a metric say: how much of its goal is reached, and which way it goes.

use std::collections::BTreeMap;

use ::entity::enums::Direction;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most that [`attainment`] gives. Beyond ten times the goal a number says nothing more, and a division by almost
/// nothing would say anything.
pub const MOST: f64 = 10.0;

/// A change along the trend of less than this share of the values' size is no change.
const STEADY: f64 = 0.02;

/// True where the value is at the target or better. False where one of them is no finite number.
#[must_use]
pub fn reached(direction: Direction, target: f64, value: f64) -> bool {
    if !(target.is_finite() && value.is_finite()) {
        return false;
    }
    match direction {
        Direction::Increase => value >= target,
        Direction::Decrease => value <= target,
    }
}

/// How much of a goal is reached: 0.0 nothing (or worse than before), 1.0 and more exactly where the target is
/// [`reached`], at most [`MOST`].
///
/// - With a baseline from which the target lies in the right direction: the share of the way from baseline to target.
/// - Without one, or with one that is at the target or beyond (the goal is to keep a level): value / target for an increase,
///   target / value for a decrease.
/// - Where that quotient says nothing, since the target is zero or negative: 1.0 where the target is reached, else 0.0.
/// - A number that is not finite is refused: it attains nothing, 0.0, or as a baseline does not count. Those who store
///   numbers refuse such ones before.
#[must_use]
pub fn attainment(direction: Direction, baseline: Option<f64>, target: f64, value: f64) -> f64 {
    if !(target.is_finite() && value.is_finite()) {
        return 0.0;
    }
    let reached = reached(direction, target, value);
    let baseline =
        baseline.filter(|baseline| baseline.is_finite() && !self::reached(direction, target, *baseline));
    let share = match (baseline, direction) {
        (Some(baseline), _) => share_of_way(baseline, target, value),
        (None, _) if target <= 0.0 => f64::from(u8::from(reached)),
        (None, Direction::Increase) => value / target,
        (None, Direction::Decrease) if value <= 0.0 => MOST,
        (None, Direction::Decrease) => target / value,
    };
    // Rounding must not make almost reached into reached, nor the other way about.
    if reached {
        share.clamp(1.0, MOST)
    } else {
        share.clamp(0.0, 1.0_f64.next_down())
    }
}

/// The baseline and the target differ, so that the way has a length.
fn share_of_way(baseline: f64, target: f64, value: f64) -> f64 {
    let (gone, way) = (value - baseline, target - baseline);
    if gone.is_finite() && way.is_finite() {
        return gone / way;
    }
    // The difference of two huge numbers may be too large for a number; that of their halves is not.
    (value / 2.0 - baseline / 2.0) / (target / 2.0 - baseline / 2.0)
}

/// How much of a goal with several measures is reached: the mean of those that were measured, each counted as 1 at the most, so that
/// what one has too much does not hide what another lacks. None where nothing was measured.
#[must_use]
pub fn goal_attainment(measures: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = measures.iter().flatten().map(|share| share.min(1.0)).collect();
    let count = known.len() as f64;
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / count)
}

/// Which way the values of a metric go, seen from its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Towards the target's side.
    Improving,
    /// No change worth the name: less than 2 % of the size of the values.
    Steady,
    /// Away from it.
    Worsening,
}

/// Which way the values go: the straight line that fits them best, from the first date to the last.
///
/// The order does not matter; of several values of one date the last given counts, as it corrects the others; what is not
/// finite is left out. None with fewer than two dates. The caller chooses how far back to look.
#[must_use]
pub fn trend(direction: Direction, values: &[(NaiveDate, f64)]) -> Option<Trend> {
    let by_date: BTreeMap<NaiveDate, f64> = values
        .iter()
        .copied()
        .filter(|(_, value)| value.is_finite())
        .collect();
    let (first, last) = (*by_date.first_key_value()?.0, *by_date.last_key_value()?.0);
    let days = |date: NaiveDate| date.signed_duration_since(first).num_days() as f64;
    let span = days(last);
    let largest = by_date
        .values()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if span == 0.0 {
        return None;
    }
    if largest == 0.0 {
        return Some(Trend::Steady);
    }
    // Dates from 0 to 1 and values from -1 to 1, so that no sum grows out of range.
    let points: Vec<(f64, f64)> = by_date
        .iter()
        .map(|(date, value)| (days(*date) / span, value / largest))
        .collect();
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let size = points.iter().map(|(_, y)| y.abs()).sum::<f64>() / count;
    let slope = points
        .iter()
        .map(|(x, y)| (x - mean_x) * (y - mean_y))
        .sum::<f64>()
        / points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>();
    let change = match direction {
        Direction::Increase => slope / size,
        Direction::Decrease => -slope / size,
    };
    Some(match change {
        change if change >= STEADY => Trend::Improving,
        change if change <= -STEADY => Trend::Worsening,
        _ => Trend::Steady,
    })
}
