//! Attachments: an address is asked for, the bytes stream in and are looked at, and stream out again by short-lived addresses.

pub mod address;
mod arriving;
pub(super) mod attach;
pub mod queries;
pub mod receive;
pub mod remove;
pub mod request;
pub mod store;
