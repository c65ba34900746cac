//! What people of the demo do: one deed is one use case.

use ::entity::enums::{ApprovalSubject, DocumentKind, Role};
use chrono::{DateTime, NaiveDate, Utc};

/// Something that a person does with an e-service at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: DateTime<Utc>,
    /// With which e-service: its place in the municipality.
    pub e_service: usize,
    /// Key of the person.
    pub who: String,
    /// What.
    pub deed: Deed,
}

/// What is done. Activities are named by their keys in the process template, people by theirs in the municipality.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Puts the idea forward.
    Propose,
    /// Appoints somebody to a role.
    Appoint(Role, String),
    /// Begins with the task of an activity.
    Start(String),
    /// Completes it.
    Complete(String),
    /// Leaves it out, for a reason.
    Skip(String, String),
    /// Comments on it.
    Comment(String, String),
    /// Gives it to somebody.
    Assign(String, String),
    /// Writes a version of a document.
    Write(DocumentKind, String),
    /// States the metric at that place among those of the e-service.
    Define(usize),
    /// Asks for an approval.
    Ask(ApprovalSubject),
    /// Approves; the e-service as a whole with its launch date.
    Approve(ApprovalSubject, Option<NaiveDate>),
    /// Rejects, for a reason.
    Reject(ApprovalSubject, String),
    /// Decides whether it is developed, as the content says, with the reference to the minutes.
    Decide(String),
    /// Moves it on to the next phase.
    Advance,
    /// Publishes it.
    Publish,
    /// Records a value of the metric at that place, with a remark.
    Measure(usize, f64, String),
}
