//! Bringing in what exists: a spreadsheet of e-services in operation, saved as CSV, becomes rows that can be looked at one by one.
//!
//! Swedish and English headings are understood; how sheets are written is for the room `sheet`.

mod columns;
mod row;
mod values;

#[cfg(test)]
mod tests;

pub use columns::Column;
pub use row::{Draft, Measure, Person, Row, RowProblem, SheetRefusal, read};
pub use values::{audience, interval};
