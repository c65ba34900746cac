//! A step of the e-service with its questions (`preparation.design`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A step of the e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignStep {
    /// What it is called.
    pub title: String,
    /// Its place among the steps; no two steps have the same.
    pub order: i32,
    /// What the user reads in it, Markdown.
    #[serde(default)]
    pub text: String,
    /// Its questions, in the order in which they are asked.
    #[serde(default)]
    pub questions: Vec<Question>,
}

/// A question to whoever uses the e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// A short name that no other question of the e-service has; conditions name it.
    pub key: String,
    /// The question as it is asked.
    pub text: String,
    /// What helps to answer it.
    #[serde(default)]
    pub help: String,
    /// How it is answered.
    pub answer: AnswerKind,
    /// What can be chosen, where the answer is a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// True where nobody comes further without an answer.
    #[serde(default)]
    pub mandatory: bool,
    /// When it is asked; always where there is no condition.
    #[serde(default)]
    pub condition: Option<Branch>,
    /// Where the answer goes: a field of the case system, a register, a decision.
    #[serde(default)]
    pub destination: String,
}

/// When a question is asked: after certain answers to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Key of the earlier question.
    pub question: String,
    /// The answers to it after which the question is asked; any of them.
    pub answers: Vec<String>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A line of text.
    ShortText,
    /// Text of several lines.
    LongText,
    /// A number or an amount.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// One of the choices.
    OneOf,
    /// Any of the choices.
    SomeOf,
    /// A personal identity number or that of an organisation.
    IdentityNumber,
    /// An address for mail, a telephone number or a postal address.
    Contact,
    /// A file.
    File,
    /// A signature with an e-ID.
    Signature,
}

impl AnswerKind {
    /// True where there is something to choose from.
    #[must_use]
    pub const fn is_choice(self) -> bool {
        matches!(self, Self::OneOf | Self::SomeOf)
    }

    /// True where an answer can be of the wrong form, so that the e-service has to say so.
    #[must_use]
    pub const fn can_be_malformed(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Date | Self::IdentityNumber | Self::Contact | Self::File
        )
    }
}

impl Artefact for DesignStep {
    const KIND: ArtefactKind = ArtefactKind::DesignStep;
}
