//! Notifications, in the contract.

pub mod mutation;
pub mod subscription;
pub mod types;
