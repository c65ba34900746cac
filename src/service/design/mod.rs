//! The design proposal: what is checked of its steps and of the statements on it.

pub(super) mod statement;
pub(super) mod step;
