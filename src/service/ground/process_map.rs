//! Process maps: what is checked of them.

use crate::{
    domain::{
        artefact::Artefact,
        attachment::Attached,
        facts::CycleFacts,
        ground::{ProcessMap, ProcessMapState},
    },
    service::{
        ProblemCode,
        artefact::Kept,
        check::{Check, NAME, TEXT},
    },
};

impl Kept for ProcessMap {
    fn checked(self, check: &mut Check) -> Self {
        let map = Self {
            title: check.text("title", &self.title, NAME),
            description: check.optional_text("description", &self.description, TEXT),
            link: check.link("link", self.link.as_deref()),
            ..self
        };
        check.that(
            !map.description.is_empty() || map.link.is_some() || !map.attachments.is_empty(),
            ProblemCode::Missing,
            "description",
            "Beskriv processen, ange en länk till kartan eller bifoga den.",
            "Describe the process, give a link to the map, or attach it.",
        );
        map
    }

    fn attachments(&mut self) -> Option<&mut Attached> {
        Some(&mut self.attachments)
    }

    /// Effects are compared with how it was: that is mapped first, and stays.
    fn compared(&self, before: Option<&Self>, facts: &CycleFacts, check: &mut Check) {
        let is_to_be = self.state == ProcessMapState::ToBe;
        check.that(
            !is_to_be || facts.tally(Self::KIND).total > 0,
            ProblemCode::Invalid,
            "state",
            "Kartlägg nuläget först.",
            "Map the process as it is first.",
        );
        check.that(
            before.is_none_or(|before| before.state == self.state),
            ProblemCode::Invalid,
            "state",
            "Gör en ny karta i stället, så att nuläget finns kvar att jämföra med.",
            "Make another map instead, so that the one before stays to be compared with.",
        );
    }
}
