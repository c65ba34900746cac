//! E-services: put forward, changed, and read.

pub mod propose;
pub mod queries;
mod shape;
mod sight;
pub mod update;
