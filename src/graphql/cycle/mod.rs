//! Cycles, in the contract.

pub mod conformance;
pub mod moving;
pub mod mutation;
pub mod types;
