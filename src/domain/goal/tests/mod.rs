//! Goals by example and by property.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod due;
mod progress;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn a_date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..6000).prop_map(|days| day("2024-01-01") + Days::new(days))
}
