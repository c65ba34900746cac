//! The room `revision`, in the contract.

pub mod mutation;
pub mod query;
pub mod types;
