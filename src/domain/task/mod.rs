//! Tasks: what they wait for, when they are due, and what a person can do with them.

mod again;
mod asks;
mod due;
mod refusal;
mod settle;
mod transition;

#[cfg(test)]
mod decision_tests;
#[cfg(test)]
mod settle_tests;
#[cfg(test)]
mod transition_tests;

pub use again::due_again;
pub use asks::{Surrounding, asks};
pub use refusal::TaskRefusal;
pub use settle::{NewTask, Settlement, TaskChange, instantiate, instantiate_without, settle};
pub use transition::{complete, reopen, skip, start, take};
