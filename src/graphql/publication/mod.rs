//! The room `publication`, in the contract: what the inside prepares, and what the outside sees.

pub mod inputs;
pub mod mutation;
pub mod published;
pub mod query;
pub mod types;
