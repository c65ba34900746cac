//! Lines of the cost estimate: what is checked of them.

use super::amount;
use crate::{
    domain::ground::CostLine,
    service::{
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for CostLine {
    fn checked(self, check: &mut Check) -> Self {
        amount(check, "amountMinor", Some(self.amount_minor));
        Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            ..self
        }
    }
}
