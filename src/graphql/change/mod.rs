//! What is changed, as it is changed.

pub mod subscription;
mod things;
