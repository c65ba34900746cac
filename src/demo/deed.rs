//! What people of the demo do: one deed is one use case.

use ::entity::enums::{ApprovalSubject, ArtefactKind, DocumentKind, Role};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::fresh::What;

use super::making::Making;

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
    /// Makes something new in the cycle: its kind, and its body with places to be filled in.
    Make(ArtefactKind, Value),
    /// Ticks off every permission on the platform that is to do.
    TickOff,
    /// Accepts the handing over in a role.
    Accept(Role),
    /// Makes something that an activity leaves behind.
    Develop(Box<Making>),
    /// States the metric at that place among those of the e-service.
    Define(usize),
    /// States something of the ground for the decision or of the working method, all of its kind one after the other.
    Lay(Laying),
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
    /// Composes a follow-up report.
    ComposeReport,
    /// Says what there is to say of it, and presents it.
    PresentReport,
    /// Decides what the follow-up leads to.
    DecideFollowUp,
    /// Begins a revision, plans, announces or carries out a retirement.
    Turn(What),
}

/// What is stated of the ground for the decision and of the working method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Laying {
    /// How the matter is handled, and how it is to be.
    Maps,
    /// The benefits, with the answers to their seven questions.
    Benefits,
    /// The lines of the cost estimate.
    Costs,
    /// The early requirements.
    Requirements {
        /// Whether the demanding ones are investigated.
        investigated: bool,
    },
    /// The place in the PICK chart, by chance.
    Placement(usize),
    /// What stops, starts and is kept, the channels, and the plan of operation.
    WorkingMethod,
    /// By which metrics the benefits are measured.
    Metrics,
    /// That the working method is used, and what became of the benefits.
    Used,
}
