//! Goals and their measures: when to measure, what a measurement answers, and what the values say.

mod due;
mod duty;
mod explanation;
mod forecast;
mod indicator;
mod progress;
mod reading;
pub mod sheet;

#[cfg(test)]
mod tests;

pub use due::{Recording, answers, next_due, opens_on, record};
pub use duty::{expected_on, is_due, is_overdue};
pub use explanation::{Standing, explanation};
pub use forecast::{Forecast, ForecastOutcome, forecast};
pub use indicator::{Indicator, indicator};
pub use progress::{MOST, Trend, attainment, goal_attainment, reached, trend};
pub use reading::{Given, LEVELS, Read, ReadingRefusal, read, shares};
