//! Needs and ideas: put forward by anybody, handled by the management of their unit (process.md, `inventory.needs`).

pub mod attach;
pub mod close;
pub mod merge;
pub mod propose;
pub mod put_forward;
pub mod queries;
pub mod take_up;
pub mod update;
pub mod view;
mod write;

pub(in crate::service) use {
    take_up::name_revision,
    write::{New, insert},
};
