//! Page, questions and steps: what is checked of them.

use crate::{
    domain::publication::{Contact, FaqEntry, HandlingStep, LONGEST_STEP, PublicPage, PublicText},
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

/// Highest place in an order.
const LAST_PLACE: i32 = 10_000;

/// A text that must be given in Swedish.
fn text(check: &mut Check, field: &'static str, text: &PublicText, longest: usize) -> PublicText {
    check.inside(field, |check| PublicText {
        sv: check.text("sv", &text.sv, longest),
        en: check.given("en", text.en.as_deref(), longest),
    })
}

/// A text that may be empty.
fn optional_text(check: &mut Check, field: &'static str, text: &PublicText, longest: usize) -> PublicText {
    check.inside(field, |check| PublicText {
        sv: check.optional_text("sv", &text.sv, longest),
        en: check.given("en", text.en.as_deref(), longest),
    })
}

fn position(check: &mut Check, position: i32) -> i32 {
    check.that(
        (0..=LAST_PLACE).contains(&position),
        ProblemCode::Invalid,
        "position",
        "Måste vara mellan 0 och 10 000.",
        "Must be between 0 and 10,000.",
    );
    position
}

impl Kept for PublicPage {
    fn checked(self, check: &mut Check) -> Self {
        let mut recipients = self.recipients;
        recipients.sort_unstable();
        recipients.dedup();
        check.that(
            !recipients.is_empty(),
            ProblemCode::Missing,
            "recipients",
            "Ange minst en grupp.",
            "Give at least one group.",
        );
        Self {
            title: text(check, "title", &self.title, NAME),
            description: text(check, "description", &self.description, TEXT),
            good_to_know: optional_text(check, "goodToKnow", &self.good_to_know, TEXT),
            link: check.link("link", self.link.as_deref()),
            recipients,
            contact: check.inside("contact", |check| contact(check, &self.contact)),
        }
    }
}

fn contact(check: &mut Check, contact: &Contact) -> Contact {
    let email = check.given("email", contact.email.as_deref(), NAME);
    let is_address = |email: &String| {
        let mut parts = email.split('@');
        let whole = parts.by_ref().take(2).filter(|part| !part.is_empty()).count() == 2;
        whole && parts.next().is_none() && !email.contains(char::is_whitespace)
    };
    check.that(
        email.as_ref().is_none_or(is_address),
        ProblemCode::Invalid,
        "email",
        "Är ingen e-postadress.",
        "Is no e-mail address.",
    );
    Contact {
        name: check.text("name", &contact.name, NAME),
        email,
        phone: check.given("phone", contact.phone.as_deref(), NAME),
        hours: contact
            .hours
            .as_ref()
            .map(|hours| text(check, "hours", hours, NAME)),
    }
}

impl Kept for FaqEntry {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            question: text(check, "question", &self.question, NAME),
            answer: text(check, "answer", &self.answer, TEXT),
            position: position(check, self.position),
        }
    }
}

impl Kept for HandlingStep {
    fn checked(self, check: &mut Check) -> Self {
        check.that(
            (0..=LONGEST_STEP).contains(&self.days),
            ProblemCode::Invalid,
            "days",
            "Måste vara mellan 0 och 3 650.",
            "Must be between 0 and 3,650.",
        );
        Self {
            name: text(check, "name", &self.name, NAME),
            days: self.days,
            position: position(check, self.position),
        }
    }
}
