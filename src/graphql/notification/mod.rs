//! Notifications, in the contract.

pub mod bounce;
pub mod choices;
pub mod foresight;
pub mod kinds;
pub mod mutation;
pub mod outbox;
pub mod subscription;
pub mod trial;
pub mod types;
pub mod why;
