//! Training the staff concerned (`launch.training`).

use ::entity::{enums::ArtefactKind, ids::UserId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// An occasion on which staff is trained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrainingSession {
    /// What it is called.
    pub title: String,
    /// For whom.
    pub audience: String,
    /// What is gone through, Markdown: the e-service, and what changes in the work and why.
    pub content: String,
    /// On which day.
    pub session_on: NaiveDate,
    /// True once it was held.
    pub held: bool,
    /// Those of the municipality's people who attended, by account.
    pub attendees: Vec<UserId>,
    /// How many attended in all; none where it is not known beside the people named.
    pub attendee_count: Option<i32>,
}

impl TrainingSession {
    /// How many attended: the number that was given, or that of the people named.
    #[must_use]
    pub fn attended(&self) -> i32 {
        self.attendee_count
            .unwrap_or_else(|| i32::try_from(self.attendees.len()).unwrap_or(i32::MAX))
    }
}

impl Artefact for TrainingSession {
    const KIND: ArtefactKind = ArtefactKind::TrainingSession;

    fn is_open(&self) -> bool {
        !self.held
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::given::date;

    #[test]
    fn a_session_waits_until_it_was_held_and_counts_who_attended() {
        let mut session = TrainingSession {
            title: "Så handlägger du".into(),
            audience: "Handläggare".into(),
            content: String::new(),
            session_on: date("2027-03-01"),
            held: false,
            attendees: vec![UserId::new(), UserId::new()],
            attendee_count: None,
        };
        assert!(session.is_open());
        session.held = true;
        assert!(!session.is_open());
        assert_eq!(session.attended(), 2);
        session.attendee_count = Some(9);
        assert_eq!(session.attended(), 9);
    }
}
