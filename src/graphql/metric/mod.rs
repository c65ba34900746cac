//! The room `metric`, in the contract.

pub mod mutation;
pub mod types;
