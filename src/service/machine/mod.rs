//! Machine clients: programs that deliver measurements of named e-services and may do nothing else.

pub mod manage;
pub mod queries;
