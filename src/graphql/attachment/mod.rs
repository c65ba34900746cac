//! The room `attachment`, in the contract.

pub mod mutation;
pub mod types;
