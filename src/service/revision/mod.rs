//! Revisions: begun with the parts of the process that fit, given up again, and ideas that are taken up anew.

pub mod add;
pub mod begin;
pub mod queries;
pub mod reopen;
pub mod withdraw;
