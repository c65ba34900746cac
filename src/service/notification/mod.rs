//! The ledger: one row a person and occurrence, and its way out. Reminders are planned into it by the clock, occasions are told
//! into it by the use case in which they happen, in the same transaction; so nothing is lost and nothing is told twice.

pub mod across;
pub mod bounce;
pub mod calendar;
pub mod choices;
pub mod choose;
pub mod claim;
pub mod deliveries;
pub mod facts;
pub mod feed;
pub mod forget;
pub mod live;
mod outbox;
pub mod outgoing;
pub mod overview;
pub mod own;
pub mod plan;
pub mod policy;
pub mod queries;
pub mod recipients;
pub mod reminder_days;
pub mod saying;
pub mod simulate;
pub mod tell;
mod teller;
pub mod trial;
pub mod unsubscribe;
pub mod why;
mod why_happened;
