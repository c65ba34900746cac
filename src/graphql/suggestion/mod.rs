//! The room `suggestion`, in the contract.

pub mod mutation;
pub mod types;
