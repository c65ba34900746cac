//! The room `approval`, in the contract.

pub mod mutation;
pub mod types;
