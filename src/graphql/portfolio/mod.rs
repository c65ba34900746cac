//! The room `portfolio`, in the contract.

pub mod overview;
pub mod pick;
pub mod query;
