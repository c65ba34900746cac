//! Artefacts: the one way in which whatever people make in a cycle is kept, changed and taken out, with every version of it.
//!
//! A room that has an artefact says what is checked of it ([`Kept`]); all else is here.

pub(super) mod add;
pub mod queries;
mod references;
mod removable;
pub mod remove;
pub mod revise;
pub mod save;

use ::entity::{
    artefact,
    enums::{ArtefactKind, NotificationKind, Role},
    ids::{ArtefactId, MetricId, NeedId, ReportId, UserId},
};

use super::{Result, check::Check};
use crate::domain::{
    actor::{Actor, Place},
    artefact::Artefact,
    attachment::Attached,
    facts::CycleFacts,
    notification::Details,
};

/// An artefact that can be kept: what of it is checked before.
pub trait Kept: Artefact {
    /// Itself with its texts trimmed; what is wrong with its fields is noted.
    #[must_use]
    fn checked(self, check: &mut Check) -> Self;

    /// Itself after `before`, the version that it takes the place of: what people do not write but do (a tick, an acceptance) is
    /// carried over for as long as it holds.
    #[must_use]
    fn following(self, before: &Self) -> Self {
        let _ = before;
        self
    }

    /// What it names beside itself; all of it must exist.
    fn refers(&self) -> Vec<Reference> {
        Vec::new()
    }

    /// The files that it names, where its kind names any. They are files of the same e-service that are there; what is kept of them is
    /// filled in when it is saved.
    fn attachments(&mut self) -> Option<&mut Attached> {
        None
    }

    /// What is wrong with it where it is now: compared with what it was, and with what is known of its cycle.
    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        let _ = (before, facts, check);
    }

    /// Who is told that it was kept, after `before`; nobody where there is nothing to be told.
    fn told(&self, before: Option<&Self>) -> Option<Telling> {
        let _ = before;
        None
    }

    /// True where [`beside`](Self::beside) looks at the others of its kind, which are loaded for that.
    const BESIDE_OTHERS: bool = false;

    /// What is wrong with it, seen from who keeps it and what else of its kind there is in the cycle.
    ///
    /// # Errors
    /// [`Error::Forbidden`](super::Error::Forbidden) where this one is not for that person to change.
    fn beside(&self, around: &Around<'_, Self>, check: &mut Check) -> Result<()> {
        let _ = (around, check);
        Ok(())
    }
}

/// What is told to whom when an artefact was kept.
pub struct Telling {
    /// What.
    pub kind: NotificationKind,
    /// What its words need besides.
    pub details: Details,
    /// To whom.
    pub to: Hearer,
}

/// To whom the keeping of an artefact is told.
pub enum Hearer {
    /// Those whom the catalogue names by their roles.
    Holders,
    /// Those who hold a role for the e-service.
    Role(Role),
    /// One person.
    Person(UserId),
}

/// What is around an artefact that is about to be kept.
pub struct Around<'a, A> {
    /// Who keeps it.
    pub actor: &'a Actor,
    /// Where.
    pub place: Place<'a>,
    /// Its row, where it is not a new one.
    pub row: Option<&'a artefact::Model>,
    /// The others of its kind in the cycle, by number; none where its kind does not look at them.
    pub others: &'a [(artefact::Model, A)],
}

/// Something that an artefact names, with the path of the field that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A person with an open account.
    User(&'static str, UserId),
    /// Another artefact of the same e-service.
    Artefact(&'static str, ArtefactId),
    /// Another artefact of that kind in the same cycle.
    OfKind(&'static str, ArtefactKind, ArtefactId),
    /// A metric of the same e-service.
    Metric(&'static str, MetricId),
    /// A need that belongs to the same e-service.
    Need(&'static str, NeedId),
    /// A follow-up report on the same e-service that was presented.
    Report(&'static str, ReportId),
}
