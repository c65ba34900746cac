//! Tasks: taken, worked on, completed, skipped; given to people, added by hand, commented on.

pub mod comment;
pub mod manage;
pub mod queries;
mod shape;
pub mod work;
