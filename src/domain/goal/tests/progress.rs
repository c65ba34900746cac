use ::entity::enums::Direction;
use chrono::NaiveDate;
use proptest::prelude::*;

use super::{super::*, a_date, day};

const UP: Direction = Direction::Increase;
const DOWN: Direction = Direction::Decrease;

#[test]
fn attainment_is_the_share_of_the_way_from_baseline_to_target() {
    assert_eq!(attainment(UP, Some(20.0), 60.0, 50.0), 0.75);
    assert_eq!(attainment(DOWN, Some(30.0), 10.0, 15.0), 0.75);
    assert_eq!(attainment(UP, Some(20.0), 60.0, 80.0), 1.5);
    assert_eq!(attainment(UP, Some(20.0), 60.0, 10.0), 0.0, "worse than before");
    assert_eq!(
        attainment(UP, Some(-10.0), 0.0, -5.0),
        0.5,
        "zero and negative numbers are no exception"
    );
}

#[test]
fn huge_and_tiny_numbers_are_shares_too() {
    assert_eq!(attainment(UP, Some(-f64::MAX), f64::MAX, 0.0), 0.5);
    let tiny = f64::from_bits(1);
    assert_eq!(attainment(UP, Some(0.0), tiny * 2.0, tiny), 0.5);
}

#[test]
fn without_a_baseline_attainment_is_a_quotient() {
    assert_eq!(attainment(UP, None, 80.0, 60.0), 0.75);
    assert_eq!(attainment(DOWN, None, 6.0, 8.0), 0.75);
    assert_eq!(attainment(UP, None, 80.0, -5.0), 0.0);
    assert_eq!(
        attainment(DOWN, None, 6.0, 0.0),
        MOST,
        "nothing left of what was to be lowered"
    );
}

#[test]
fn a_baseline_that_is_at_the_target_already_does_not_count() {
    assert_eq!(attainment(UP, Some(80.0), 80.0, 60.0), 0.75);
    assert_eq!(attainment(UP, Some(90.0), 80.0, 80.0), 1.0);
    assert_eq!(attainment(DOWN, Some(6.0), 6.0, 8.0), 0.75);
}

#[test]
fn a_target_of_zero_or_less_without_a_baseline_is_reached_or_not() {
    assert_eq!(attainment(DOWN, None, 0.0, 3.0), 0.0);
    assert_eq!(attainment(DOWN, None, 0.0, 0.0), 1.0);
    assert_eq!(attainment(UP, None, -5.0, -6.0), 0.0);
    assert_eq!(attainment(UP, None, -5.0, -4.0), 1.0);
}

#[test]
fn what_is_no_finite_number_attains_nothing() {
    for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(attainment(UP, Some(1.0), 2.0, odd), 0.0);
        assert_eq!(attainment(DOWN, Some(1.0), odd, 2.0), 0.0);
        assert_eq!(
            attainment(UP, Some(odd), 80.0, 60.0),
            0.75,
            "as a baseline it does not count"
        );
        assert!(!reached(UP, 2.0, odd) && !reached(DOWN, odd, 2.0));
    }
}

fn series(values: &[(&str, f64)]) -> Vec<(NaiveDate, f64)> {
    values.iter().map(|(date, value)| (day(date), *value)).collect()
}

#[test]
fn a_trend_is_seen_from_the_goal() {
    let rising = series(&[
        ("2026-01-01", 10.0),
        ("2026-02-01", 12.0),
        ("2026-03-01", 11.0),
        ("2026-04-01", 15.0),
    ]);
    assert_eq!(trend(UP, &rising), Some(Trend::Improving));
    assert_eq!(trend(DOWN, &rising), Some(Trend::Worsening));
}

#[test]
fn a_change_of_less_than_two_percent_is_none() {
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", 100.0), ("2026-02-01", 101.0)])),
        Some(Trend::Steady)
    );
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", 100.0), ("2026-02-01", 103.0)])),
        Some(Trend::Improving)
    );
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", 0.0), ("2026-02-01", 0.0)])),
        Some(Trend::Steady)
    );
}

#[test]
fn a_trend_needs_values_of_two_dates() {
    assert_eq!(trend(UP, &[]), None);
    assert_eq!(trend(UP, &series(&[("2026-01-01", 1.0)])), None);
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", 1.0), ("2026-01-01", 2.0)])),
        None
    );
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", 1.0), ("2026-02-01", f64::NAN)])),
        None
    );
}

#[test]
fn huge_values_have_a_trend() {
    let huge = f64::MAX;
    assert_eq!(
        trend(UP, &series(&[("2026-01-01", -huge), ("2026-02-01", huge)])),
        Some(Trend::Improving)
    );
    assert_eq!(
        trend(DOWN, &series(&[("2026-01-01", huge), ("2026-02-01", huge)])),
        Some(Trend::Steady)
    );
}

#[test]
fn the_last_value_given_for_a_date_corrects_the_others() {
    let corrected = series(&[("2026-01-01", 10.0), ("2026-02-01", 1.0), ("2026-02-01", 20.0)]);
    assert_eq!(trend(UP, &corrected), Some(Trend::Improving));
}

fn a_direction() -> impl Strategy<Value = Direction> {
    prop::sample::select(Direction::ALL)
}

fn a_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-1000_i32..1000).prop_map(|tenths| f64::from(tenths) / 10.0),
        1 => any::<f64>().prop_filter("finite", |number| number.is_finite()),
    ]
}

proptest! {
    #[test]
    fn attainment_is_at_least_one_exactly_where_the_target_is_reached(
        direction in a_direction(), baseline in prop::option::of(a_number()), target in a_number(), value in a_number(),
    ) {
        let share = attainment(direction, baseline, target, value);
        prop_assert!((0.0..=MOST).contains(&share), "{}", share);
        prop_assert_eq!(share >= 1.0, reached(direction, target, value));
        prop_assert!(attainment(direction, baseline, target, target) >= 1.0);
    }

    #[test]
    fn a_better_value_never_attains_less(
        direction in a_direction(), baseline in prop::option::of(a_number()), target in a_number(), one in a_number(),
        other in a_number(),
    ) {
        let (low, high) = (one.min(other), one.max(other));
        let (worse, better) = if direction == UP { (low, high) } else { (high, low) };
        prop_assert!(attainment(direction, baseline, target, worse) <= attainment(direction, baseline, target, better));
    }

    #[test]
    fn what_improves_for_one_direction_worsens_for_the_other(values in prop::collection::vec((a_date(), a_number()), 0..12)) {
        let opposite = trend(UP, &values).map(|trend| match trend {
            Trend::Improving => Trend::Worsening,
            Trend::Steady => Trend::Steady,
            Trend::Worsening => Trend::Improving,
        });
        prop_assert_eq!(trend(DOWN, &values), opposite);
    }

    #[test]
    fn values_that_only_rise_are_never_worsening(
        mut dates in prop::collection::btree_set(a_date(), 2..12), mut numbers in prop::collection::vec(a_number(), 12),
    ) {
        numbers.sort_by(f64::total_cmp);
        let values: Vec<_> = std::iter::from_fn(|| dates.pop_first()).zip(numbers).collect();
        prop_assert!(matches!(trend(UP, &values), Some(Trend::Improving | Trend::Steady)));
        let reversed: Vec<_> = values.iter().rev().copied().collect();
        prop_assert!(matches!(trend(UP, &reversed), Some(Trend::Improving | Trend::Steady)));
    }
}

#[test]
fn a_goal_with_several_measures_is_reached_as_far_as_their_mean() {
    assert_eq!(goal_attainment(&[Some(0.5), Some(2.0), None]), Some(0.75));
    assert_eq!(goal_attainment(&[None]), None);
    assert_eq!(goal_attainment(&[]), None);
}
