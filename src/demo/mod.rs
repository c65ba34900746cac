//! The demo: a made-up Swedish municipality that fills an empty database, so that a newcomer meets work under way.
//!
//! [`content`] reads what the municipality consists of from `assets/demo/`, [`e_service`] and [`texts`] are parts of it, and
//! [`consistency`] says whether it holds together. None of them knows a database or a clock: every date is a number of days from today.

pub mod build;
pub mod consistency;
pub mod content;
pub mod e_service;
pub mod texts;
