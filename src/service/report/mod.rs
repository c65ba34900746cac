//! Follow-up: the report that is composed from the data, edited and presented, and the decision that it leads to.

pub mod compose;
pub mod decision;
pub mod edit;
mod gather;
pub mod queries;
