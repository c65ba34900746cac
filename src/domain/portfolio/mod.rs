//! The e-services of a unit or of the whole municipality, seen together.

pub mod overview;
mod pick;

pub use pick::{Placed, chart};
