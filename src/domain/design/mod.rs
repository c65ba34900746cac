//! The design proposal as steps and questions, and what editor and platform manager think of it (process.md, 3 Preparation).

mod flow;
mod statement;
mod step;

pub use flow::{Fault, FaultKind, faults};
pub use statement::{DesignStatement, StatementRole, Verdict};
pub use step::{AnswerKind, Branch, DesignStep, Question};
