//! The changed working method: what is checked of its artefacts.

use crate::{
    domain::working_method::{ChannelState, ContactChannel, OperationPlan, UseState, WorkingMethodChange},
    service::{
        ProblemCode,
        artefact::{Kept, Reference},
        check::{Check, NAME, TEXT},
        ground::amount,
    },
};

impl Kept for WorkingMethodChange {
    fn checked(self, check: &mut Check) -> Self {
        let observation = check.optional_text("observation", &self.observation, TEXT);
        check.that(
            self.state != UseState::NotUsed || !observation.is_empty(),
            ProblemCode::Missing,
            "observation",
            "Ange vad som hindrar att det används.",
            "Say what keeps it from being used.",
        );
        Self {
            what: check.text("what", &self.what, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            observation,
            ..self
        }
    }

    fn refers(&self) -> Vec<Reference> {
        vec![Reference::User("responsibleId", self.responsible)]
    }
}

impl Kept for ContactChannel {
    fn checked(self, check: &mut Check) -> Self {
        let kept = self.state == ChannelState::Kept;
        check.that(
            !kept || self.closes_on.is_none(),
            ProblemCode::Invalid,
            "closesOn",
            "Kontaktvägen finns kvar.",
            "The channel is kept.",
        );
        check.that(
            kept || self.closes_on.is_some(),
            ProblemCode::Missing,
            "closesOn",
            "Ange när kontaktvägen stängs.",
            "Say when the channel closes.",
        );
        // Where there is more than one way, cases must be treated alike in all of them.
        let equality = if kept {
            check.text("equality", &self.equality, TEXT)
        } else {
            check.optional_text("equality", &self.equality, TEXT)
        };
        Self {
            name: check.text("name", &self.name, NAME),
            plan: check.optional_text("plan", &self.plan, TEXT),
            equality,
            ..self
        }
    }
}

impl Kept for OperationPlan {
    fn checked(self, check: &mut Check) -> Self {
        for (path, minor) in [
            ("operationMinor", self.operation_minor),
            ("managementMinor", self.management_minor),
            ("developmentMinor", self.development_minor),
        ] {
            amount(check, path, minor);
        }
        Self {
            routines: check.text("routines", &self.routines, TEXT),
            ..self
        }
    }

    fn refers(&self) -> Vec<Reference> {
        vec![Reference::User("processOwnerId", self.process_owner)]
    }
}
