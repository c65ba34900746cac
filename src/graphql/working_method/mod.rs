//! The room `working_method`, in the contract.

pub mod inputs;
pub mod mutation;
pub mod types;
