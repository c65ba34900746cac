//! The audit trail, in the contract.

pub mod query;
pub mod types;
