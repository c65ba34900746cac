//! The room `machine`, in the contract: programs that deliver measurements.

pub mod mutation;
pub mod query;
pub mod types;
