//! The room `need`, in the contract.

pub mod inputs;
pub mod mutation;
pub mod query;
pub mod types;
