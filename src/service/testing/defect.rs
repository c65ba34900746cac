//! Defects: what is checked of them.

use ::entity::enums::ArtefactKind;

use crate::{
    domain::{permission::Permission, testing::Defect},
    service::{
        Result,
        access::require,
        artefact::{Around, Kept, Reference, queries},
        check::{Check, NAME, TEXT},
    },
};

impl Kept for Defect {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            reason: check.given("reason", self.reason.as_deref(), TEXT),
            ..self
        }
    }

    fn refers(&self) -> Vec<Reference> {
        let run = self
            .run
            .map(|run| Reference::OfKind("testRunId", ArtefactKind::TestRun, run));
        let assignee = self.assignee.map(|user| Reference::User("userId", user));
        run.into_iter().chain(assignee).collect()
    }

    fn following(self, before: &Self) -> Self {
        self.described_anew(before)
    }

    /// Developers report defects too; how bad a reported one is, is for the tester to say.
    fn beside(&self, around: &Around<'_, Self>, _: &mut Check) -> Result<()> {
        let Some(row) = around.row else { return Ok(()) };
        let before: Self = queries::body(row)?;
        if before.severity == self.severity {
            return Ok(());
        }
        require(around.actor, Permission::TestEService, around.place)
    }
}
