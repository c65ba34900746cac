//! The specification: what is checked of its requirements and answers, and how requirements move through build and test.

pub mod guiding;
mod requirement;
pub mod track;
