//! Defects: what is checked of them.

use ::entity::enums::{ArtefactKind, NotificationKind, Role};

use crate::{
    domain::{attachment::Attached, notification::Details, permission::Permission, testing::Defect},
    service::{
        Result,
        access::require,
        artefact::{Around, Hearer, Kept, Reference, Telling, queries},
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

    fn attachments(&mut self) -> Option<&mut Attached> {
        Some(&mut self.attachments)
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

    /// A new one is told to those who are to mend it, one that is given to somebody else to them.
    fn told(&self, before: Option<&Self>) -> Option<Telling> {
        if before.is_some_and(|before| before.assignee == self.assignee) {
            return None;
        }
        let to = match self.assignee {
            Some(user) => Hearer::Person(user),
            None if before.is_none() => Hearer::Role(Role::Developer),
            None => return None,
        };
        Some(Telling {
            kind: NotificationKind::DefectReported,
            details: Details {
                name: Some(self.title.clone()),
                ..Details::default()
            },
            to,
        })
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
