//! What the clock makes happen, a file a job.
//!
//! [`Schedule`] ticks every ten seconds and knows nothing of what is due; the rows in the database do, so a tick that was missed is
//! made up for by the next. [`Worker`] does what is due. Any number of instances may do so at once: a period of a job is run by
//! the one that gets its row ([`once`]), a delivery is sent by the one that claims it.

pub mod clean_up;
pub mod deliver;
pub mod forget_notifications;
pub mod once;
pub mod outgoing_mail;
pub mod plan_overviews;
pub mod plan_reminders;
pub mod pulse;
pub mod schedule;
#[cfg(test)]
mod tests;
pub mod worker;

pub use pulse::Pulse;
pub use schedule::Schedule;
pub use worker::{Ran, Worker};
