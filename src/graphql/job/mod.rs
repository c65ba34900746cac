//! The room `job`, in the contract: scheduled jobs and their runs.

pub mod mutation;
pub mod query;
pub mod types;
