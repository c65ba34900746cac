//! The room `decision`, in the contract.

pub mod mutation;
pub mod types;
