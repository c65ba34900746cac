//! Notifications, in the contract.

pub mod choices;
pub mod kinds;
pub mod mutation;
pub mod subscription;
pub mod types;
