//! When the target will be met, if it goes on like this: the straight line that fits the last values best (least squares),
//! drawn on until it meets the target. None where there are too few values, or where the line does not go towards the target.

use std::collections::BTreeMap;

use ::entity::enums::Direction;
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Trend, reached, trend};

/// Values on so many different days are needed: two always lie on a line.
const FEWEST: usize = 3;
/// Farther off than so many days a forecast says nothing: ten years.
const FARTHEST: f64 = 3_653.0;

/// What the values say of when the target will be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForecastOutcome {
    /// The latest value is at the target or better.
    Reached,
    /// If it goes on like this, on the day of the forecast.
    Expected,
    /// There are too few values.
    TooFew,
    /// It does not go towards the target.
    NotTowards,
    /// It goes towards it, but too slowly.
    TooFar,
}

/// A forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// What the values say.
    pub outcome: ForecastOutcome,
    /// The day on which the line meets the target, where it is expected to; later than the last value.
    pub on: Option<NaiveDate>,
}

impl Forecast {
    const fn none(outcome: ForecastOutcome) -> Self {
        Self { outcome, on: None }
    }
}

/// The forecast from values, oldest first or in any order; of several of one day the last given counts. The caller chooses how far
/// back to look.
#[must_use]
pub fn forecast(direction: Direction, target: f64, values: &[(NaiveDate, f64)]) -> Forecast {
    let by_date: BTreeMap<NaiveDate, f64> = values
        .iter()
        .copied()
        .filter(|(_, value)| value.is_finite())
        .collect();
    let (Some((first, _)), Some((last, latest))) = (by_date.first_key_value(), by_date.last_key_value())
    else {
        return Forecast::none(ForecastOutcome::TooFew);
    };
    if reached(direction, target, *latest) {
        return Forecast::none(ForecastOutcome::Reached);
    }
    if by_date.len() < FEWEST || !target.is_finite() {
        return Forecast::none(ForecastOutcome::TooFew);
    }
    let points: Vec<(NaiveDate, f64)> = by_date.iter().map(|(date, value)| (*date, *value)).collect();
    if trend(direction, &points) != Some(Trend::Improving) {
        return Forecast::none(ForecastOutcome::NotTowards);
    }
    let days = |date: NaiveDate| date.signed_duration_since(*first).num_days() as f64;
    let count = points.len() as f64;
    let mean_day = points.iter().map(|(date, _)| days(*date)).sum::<f64>() / count;
    // Divided before they are summed, so that no sum grows out of range.
    let mean_value = points.iter().map(|(_, value)| value / count).sum::<f64>();
    let spread = points
        .iter()
        .map(|(date, _)| (days(*date) - mean_day).powi(2))
        .sum::<f64>();
    let slope = points
        .iter()
        .map(|(date, value)| (days(*date) - mean_day) / spread * (value - mean_value))
        .sum::<f64>();
    let meets = mean_day + (target - mean_value) / slope;
    if !meets.is_finite() || meets - days(*last) > FARTHEST {
        return Forecast::none(ForecastOutcome::TooFar);
    }
    // The line may have met it already while the last value has not: then the next days will show.
    let on = meets.ceil().max(days(*last) + 1.0);
    Forecast {
        outcome: ForecastOutcome::Expected,
        on: first.checked_add_signed(Duration::days(on as i64)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::given::date;

    fn monthly(values: &[f64]) -> Vec<(NaiveDate, f64)> {
        values
            .iter()
            .zip(0..)
            .map(|(value, month)| (date("2027-01-01") + Duration::days(30 * month), *value))
            .collect()
    }

    fn of(direction: Direction, target: f64, values: &[f64]) -> Forecast {
        forecast(direction, target, &monthly(values))
    }

    #[test]
    fn a_line_is_drawn_on_until_it_meets_the_target() {
        // Ten more every thirty days: forty more are a hundred and twenty days.
        let forecast = of(Direction::Increase, 100.0, &[40.0, 50.0, 60.0]);
        assert_eq!(forecast.outcome, ForecastOutcome::Expected);
        assert_eq!(forecast.on, Some(date("2027-01-01") + Duration::days(60 + 120)));
        let falling = of(Direction::Decrease, 20.0, &[50.0, 45.0, 40.0]);
        assert_eq!(falling.on, Some(date("2027-01-01") + Duration::days(60 + 120)));
    }

    #[test]
    fn what_is_reached_needs_no_forecast() {
        let forecast = of(Direction::Increase, 60.0, &[70.0, 50.0, 60.0]);
        assert_eq!(forecast, Forecast::none(ForecastOutcome::Reached));
    }

    #[test]
    fn two_values_are_too_few() {
        assert_eq!(
            of(Direction::Increase, 60.0, &[40.0, 50.0]).outcome,
            ForecastOutcome::TooFew
        );
        assert_eq!(
            of(Direction::Increase, 60.0, &[]).outcome,
            ForecastOutcome::TooFew
        );
        let one_day = [(date("2027-01-01"), 40.0); 5];
        assert_eq!(
            forecast(Direction::Increase, 60.0, &one_day).outcome,
            ForecastOutcome::TooFew
        );
    }

    #[test]
    fn what_goes_the_wrong_way_or_nowhere_has_none() {
        for values in [[50.0, 45.0, 40.0], [50.0, 50.0, 50.0]] {
            assert_eq!(
                of(Direction::Increase, 60.0, &values).outcome,
                ForecastOutcome::NotTowards
            );
        }
    }

    #[test]
    fn what_would_take_more_than_ten_years_has_none() {
        let forecast = of(Direction::Increase, 1_000.0, &[40.0, 41.0, 42.0]);
        assert_eq!(forecast, Forecast::none(ForecastOutcome::TooFar));
    }

    proptest! {
        #[test]
        fn a_day_is_always_after_the_last_value_and_within_ten_years(
            values in proptest::collection::vec(-1e12..1e12_f64, 0..13), target in -1e12..1e12_f64, rises: bool,
        ) {
            let direction = if rises { Direction::Increase } else { Direction::Decrease };
            let points = monthly(&values);
            let forecast = forecast(direction, target, &points);
            prop_assert_eq!(forecast.on.is_some(), forecast.outcome == ForecastOutcome::Expected);
            if let (Some(on), Some((last, _))) = (forecast.on, points.last()) {
                prop_assert!(on > *last && on <= *last + Duration::days(3_654));
            }
        }
    }
}
