//! The room `receipt`, in the contract.

pub mod query;
