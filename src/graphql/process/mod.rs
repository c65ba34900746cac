//! The process template, in the contract.

pub mod mutation;
pub mod query;
pub mod serving;
pub mod types;
