//! Days, as the contract has them.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate};

/// The years in which a day may lie. Far outside of them, counting weeks and working days from it would overflow.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A day without a time, ISO 8601, for example `2026-11-23`; in the years 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A day without a time, ISO 8601, for example `2026-11-23`; in the years 1900 to 2199.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        let day = text.parse::<NaiveDate>().ok();
        day.filter(|day| YEARS.contains(&day.year()))
            .map(Self)
            .ok_or_else(|| InputValueError::custom("is no day of the form 2026-11-23"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}
