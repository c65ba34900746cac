//! The room `ground`, in the contract.

pub mod benefit;
pub mod inputs;
pub mod mutation;
pub mod pre_study;
pub mod types;
