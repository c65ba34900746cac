//! People, their roles and their log-ins, in the contract.

mod inputs;
pub mod mutation;
pub mod query;
pub mod types;
