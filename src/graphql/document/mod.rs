//! The room `document`, in the contract.

pub mod mutation;
pub mod types;
