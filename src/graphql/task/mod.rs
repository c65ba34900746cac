//! Tasks, in the contract.

pub mod comment;
pub mod inputs;
pub mod mutation;
pub mod types;
