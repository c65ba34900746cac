//! Goals and their measures: when to measure, what a measurement answers, and what the values say.

mod due;
mod progress;

#[cfg(test)]
mod tests;

pub use due::{Recording, answers, next_due, opens_on, record};
pub use progress::{MOST, Trend, attainment, reached, trend};
