//! The room `operation`, in the contract.

pub mod inputs;
pub mod mutation;
pub mod room;
pub mod types;
