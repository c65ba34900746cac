//! The project: what is checked of who takes part.

mod member;
