//! Incidents: what is checked of them.

use crate::{
    domain::{facts::CycleFacts, operation::Incident},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for Incident {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            self.ended_at.is_none_or(|ended| ended >= self.began_at),
            ProblemCode::Invalid,
            "endedAt",
            "Kan inte ligga före början.",
            "Cannot lie before the beginning.",
        );
        Self {
            title: check.text("title", &self.title, NAME),
            measures: check.optional_text("measures", &self.measures, TEXT),
            ..self
        }
    }
    fn compared(&self, _: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        let ended = self.ended_at.unwrap_or(self.began_at);
        for (moment, path) in [(self.began_at, "beganAt"), (ended, "endedAt")] {
            check.that(
                moment.date_naive() <= facts.today,
                ProblemCode::Invalid,
                path,
                "Kan inte ligga i framtiden.",
                "Cannot lie in the future.",
            );
        }
    }
}
