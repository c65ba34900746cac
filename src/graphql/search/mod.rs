//! The room `search`, in the contract.

pub mod query;
