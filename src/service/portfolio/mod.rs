//! The e-services of a unit or of the whole municipality, seen together.

pub mod overview;
pub mod pick;
