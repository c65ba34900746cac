//! Tasks, in the contract.

mod inputs;
pub mod mutation;
pub mod types;
