//! The ledger: one row a person and occurrence, and its way out. Reminders are planned into it by the clock, occasions are told
//! into it by the use case in which they happen, in the same transaction; so nothing is lost and nothing is told twice.

pub mod across;
pub mod claim;
pub mod forget;
pub mod live;
pub mod mark_read;
pub mod outgoing;
pub mod plan;
pub mod queries;
pub mod recipients;
pub mod tell;
