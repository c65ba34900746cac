//! The questions that a specification must have answered (`preparation.specification`).

use ::entity::enums::{ArtefactKind, Locale};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// The answer to one of the guiding questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuidingAnswer {
    /// Which question.
    pub question: GuidingQuestion,
    /// The answer, Markdown.
    pub answer: String,
}

macro_rules! guiding_questions {
    ($($(#[doc = $doc:literal])+ $name:ident, $sv:literal, $en:literal;)*) => {
        /// What is asked of every specification.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, async_graphql::Enum,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum GuidingQuestion { $($(#[doc = $doc])+ $name,)* }

        impl GuidingQuestion {
            /// Every question, in the order in which they are asked.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The question for a person.
            #[must_use]
            pub const fn text(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::Sv) => $sv, (Self::$name, Locale::En) => $en,)*
                }
            }
        }
    };
}

guiding_questions! {
    /// How the flow becomes clear and guided.
    GuidedFlow,
        "Hur leder e-tjänsten användaren steg för steg, så att den känns enkel?",
        "How does the e-service lead its user step by step, so that it feels easy?";
    /// Which questions are mandatory.
    MandatoryQuestions,
        "Vilka frågor måste besvaras för att ärendet ska gå att handlägga?",
        "Which questions must be answered for the case to be handled?";
    /// What is answered in which step.
    StepContents,
        "Vad ska vara besvarat när vart och ett av stegen är klart?",
        "What is answered once each of the steps is done?";
    /// In which order the questions are easiest.
    QuestionOrder,
        "I vilken ordning är frågorna lättast att svara på?",
        "In which order are the questions easiest to answer?";
    /// Which words are hard for the target group.
    HardTerms,
        "Vilka ord kan vara svåra för målgruppen, och hur förklaras eller ersätts de?",
        "Which words may be hard for the target group, and how are they explained or replaced?";
    /// What depends on earlier answers.
    Branching,
        "Hur påverkar svaren i ett steg vad som visas i nästa?",
        "How do the answers in one step change what is shown in the next?";
    /// When cases are deleted and how documents are archived.
    Retention,
        "När gallras ärendena, och hur arkiveras handlingarna?",
        "When are the cases deleted, and how are the documents archived?";
    /// What the user knows or has at hand before beginning.
    BeforeStarting,
        "Vad behöver användaren veta och ha till hands innan hen börjar?",
        "What does the user need to know and have at hand before beginning?";
    /// Whether the handling and its times are published.
    HandlingTimes,
        "Ska handläggningen beskrivas och tiderna publiceras tillsammans med e-tjänsten?",
        "Are the handling and its times described and published together with the e-service?";
}

impl Artefact for GuidingAnswer {
    const KIND: ArtefactKind = ArtefactKind::GuidingAnswer;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_question_is_told_from_the_others_in_both_languages() {
        for locale in Locale::ALL {
            let texts: BTreeSet<_> = GuidingQuestion::ALL
                .iter()
                .map(|question| question.text(*locale))
                .collect();
            assert_eq!(texts.len(), GuidingQuestion::ALL.len());
            assert!(texts.iter().all(|text| text.ends_with('?')));
        }
    }
}
