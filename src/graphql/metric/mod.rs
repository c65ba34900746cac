//! The room `metric`, in the contract.

pub mod deliver;
pub mod duty;
pub mod goal;
pub mod inputs;
pub mod measurement;
pub mod mutation;
pub mod query;
pub mod types;
pub mod version;
