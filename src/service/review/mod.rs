//! The editor's review and the findings of the test group: what is checked of them, and how remarks are mended and accepted.

mod finding;
mod remark;
pub mod track;
