//! E-services: put forward, changed, and read.

pub mod propose;
pub mod queries;
pub mod update;
