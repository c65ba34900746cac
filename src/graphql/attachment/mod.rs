//! The room `attachment`, in the contract.

pub mod inputs;
pub mod mutation;
pub mod types;
