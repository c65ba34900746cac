//! Bringing in what exists: a spreadsheet of e-services in operation, saved as CSV, becomes rows that can be looked at one by one.
//!
//! Swedish and English headings, semicolons, commas or tabs, and the encodings that spreadsheets write are all understood.

mod columns;
mod encoding;
mod sheet;
mod values;

#[cfg(test)]
mod tests;

pub use columns::Column;
pub use encoding::decode;
pub use sheet::{Draft, Measure, Person, Row, RowProblem, SheetRefusal, read};
pub use values::{audience, date, interval};
