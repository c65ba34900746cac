//! Training sessions: what is checked of them.

use std::collections::BTreeSet;

use crate::{
    domain::{facts::CycleFacts, launch::TrainingSession},
    service::{
        ProblemCode,
        artefact::{Kept, Reference},
        check::{Check, NAME, TEXT},
    },
};

/// Most people who are named as attending one session.
const MOST: usize = 500;

impl Kept for TrainingSession {
    fn checked(self, check: &mut Check) -> Self {
        let attendees: BTreeSet<_> = self.attendees.into_iter().collect();
        check.that(
            attendees.len() <= MOST,
            ProblemCode::TooLong,
            "attendeeIds",
            "Får vara högst 500.",
            "May be at most 500.",
        );
        let named = i32::try_from(attendees.len()).unwrap_or(i32::MAX);
        check.that(
            self.attendee_count.is_none_or(|count| count >= named),
            ProblemCode::Invalid,
            "attendeeCount",
            "Får inte vara mindre än antalet namngivna deltagare.",
            "May not be less than the number of people named.",
        );
        Self {
            title: check.text("title", &self.title, NAME),
            audience: check.text("audience", &self.audience, NAME),
            content: check.optional_text("content", &self.content, TEXT),
            attendees: attendees.into_iter().collect(),
            ..self
        }
    }

    fn refers(&self) -> Vec<Reference> {
        let attendees = self.attendees.iter();
        attendees
            .map(|user| Reference::User("attendeeIds", *user))
            .collect()
    }

    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        check.that(
            !self.held || self.session_on <= facts.today,
            ProblemCode::Invalid,
            "sessionOn",
            "En utbildning som är genomförd kan inte ligga i framtiden.",
            "A session that was held cannot lie in the future.",
        );
        check.that(
            self.held || self.attended() == 0,
            ProblemCode::Invalid,
            "held",
            "Deltagare anges när utbildningen är genomförd.",
            "Who attended is said once the session was held.",
        );
    }
}
