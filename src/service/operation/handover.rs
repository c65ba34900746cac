//! The handing over: what is checked of it.

use ::entity::enums::NotificationKind;

use crate::{
    domain::{notification::Details, operation::Handover},
    service::{
        artefact::{Hearer, Kept, Telling},
        check::{Check, TEXT},
    },
};

impl Kept for Handover {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            note: check.text("note", &self.note, TEXT),
            left_to_do: check.optional_text("leftToDo", &self.left_to_do, TEXT),
            ..self
        }
    }

    fn following(self, before: &Self) -> Self {
        Self::following(self, before)
    }

    fn told(&self, _: Option<&Self>) -> Option<Telling> {
        Some(Telling {
            kind: NotificationKind::HandoverAsked,
            details: Details::default(),
            to: Hearer::Holders,
        })
    }
}
