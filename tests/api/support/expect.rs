//! What a use case is expected to refuse, and how.

use std::fmt::Debug;

use lansera::service::{Error, ProblemCode, Result};

/// Expects one problem that a person can mend.
#[track_caller]
pub fn refused<T: Debug>(code: ProblemCode, result: Result<T>) {
    match result {
        Err(Error::Refused(problems)) if problems.iter().map(|problem| problem.code).eq([code]) => {}
        other => panic!("to be refused with {code:?}, not {other:?}"),
    }
}

/// Expects that the person lacks the permission.
#[track_caller]
pub fn forbidden<T: Debug>(result: Result<T>) {
    match result {
        Err(Error::Forbidden(_)) => {}
        other => panic!("to be forbidden, not {other:?}"),
    }
}

/// Expects that for this person there is no such thing.
#[track_caller]
pub fn not_found<T: Debug>(result: Result<T>) {
    match result {
        Err(Error::NotFound) => {}
        other => panic!("not to be found, not {other:?}"),
    }
}
