//! Spreadsheets saved as CSV, as Excel and others write them: their encodings, separators, headings and rows, whatever they are about.

mod encoding;
mod rows;
mod values;

#[cfg(test)]
mod tests;

pub use encoding::decode;
pub use rows::{Refusal, Row, Sheet, plain, read};
pub use values::{date, number};
