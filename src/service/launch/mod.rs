//! The launch: what is checked of its artefacts, and ticking permissions off.

mod accessibility;
mod guide;
mod marketing;
mod order;
mod permission;
mod text;
mod training;

pub mod tick_off;
