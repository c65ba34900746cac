//! E-services, in the contract.

pub mod load;
pub mod mutation;
pub mod query;
pub mod types;
