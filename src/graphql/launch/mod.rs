//! The room `launch`, in the contract.

pub mod inputs;
pub mod mutation;
pub mod order;
pub mod readiness;
pub mod room;
pub mod types;
