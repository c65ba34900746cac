//! Cycles: begun, settled after every change, moved on from phase to phase, published.

pub mod advance;
pub mod begin;
pub(in crate::service) mod carry;
pub(in crate::service) mod end;
pub mod facts;
pub mod history;
pub mod launch_date;
pub mod publish;
pub mod queries;
pub mod settle;
mod surroundings;
