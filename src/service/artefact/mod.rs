//! Artefacts: the one way in which whatever people make in a cycle is kept, changed and taken out, with every version of it.
//!
//! A room that has an artefact says what is checked of it ([`Kept`]); all else is here.

pub mod queries;
pub mod remove;
pub mod save;

use ::entity::ids::{ArtefactId, MetricId, UserId};

use super::check::Check;
use crate::domain::{artefact::Artefact, facts::CycleFacts};

/// An artefact that can be kept: what of it is checked before.
pub trait Kept: Artefact {
    /// Itself with its texts trimmed; what is wrong with its fields is noted.
    #[must_use]
    fn checked(self, check: &mut Check) -> Self;

    /// What it names beside itself; all of it must exist.
    fn refers(&self) -> Vec<Reference> {
        Vec::new()
    }

    /// What is wrong with it where it is now: compared with what it was, and with what is known of its cycle.
    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        let _ = (before, facts, check);
    }
}

/// Something that an artefact names, with the path of the field that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// A person with an open account.
    User(&'static str, UserId),
    /// Another artefact of the same e-service.
    Artefact(&'static str, ArtefactId),
    /// A metric of the same e-service.
    Metric(&'static str, MetricId),
}
