//! The project, where the approach is one: who takes part (process.md, 3 Preparation).

mod member;

pub use member::ProjectMember;
