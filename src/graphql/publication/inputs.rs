//! The inputs of the room.

use async_graphql::{ID, InputObject};

use crate::domain::publication::{self, RecipientGroup};

/// A text for the public.
#[derive(InputObject)]
pub struct PublicTextInput {
    /// Swedish.
    pub sv: String,
    /// English; left out where it is not given.
    pub en: Option<String>,
}

impl From<PublicTextInput> for publication::PublicText {
    fn from(text: PublicTextInput) -> Self {
        Self {
            sv: text.sv,
            en: text.en,
        }
    }
}

/// Who answers questions about an e-service: a function rather than a person.
#[derive(InputObject)]
pub struct ContactInput {
    /// Name, for example "Servicecenter".
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// When somebody answers.
    pub hours: Option<PublicTextInput>,
}

/// Input of `savePublicPage`.
#[derive(InputObject)]
pub struct SavePublicPageInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The version that was seen; 0 where there is no page yet.
    #[graphql(default)]
    pub version: i32,
    /// What the e-service is called on the page.
    pub title: PublicTextInput,
    /// What it is and for whom, Markdown.
    pub description: PublicTextInput,
    /// What to know before starting, Markdown: what must be at hand, what it costs, how one logs in. `sv` may be empty.
    pub good_to_know: PublicTextInput,
    /// Where the e-service is, on the platform: http or https.
    pub link: Option<String>,
    /// Whom it is for; at least one group.
    pub recipients: Vec<RecipientGroup>,
    /// Who answers questions.
    pub contact: ContactInput,
}

impl From<SavePublicPageInput> for publication::PublicPage {
    fn from(input: SavePublicPageInput) -> Self {
        Self {
            title: input.title.into(),
            description: input.description.into(),
            good_to_know: input.good_to_know.into(),
            link: input.link,
            recipients: input.recipients,
            contact: publication::Contact {
                name: input.contact.name,
                email: input.contact.email,
                phone: input.contact.phone,
                hours: input.contact.hours.map(Into::into),
            },
        }
    }
}

/// Input of `saveFaqEntry`.
#[derive(InputObject)]
pub struct SaveFaqEntryInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The entry that is changed; left out for a new one.
    pub faq_entry_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is asked.
    pub question: PublicTextInput,
    /// The answer, Markdown.
    pub answer: PublicTextInput,
    /// Its place among the others, 0 to 10,000: smaller ones first, and of equal ones the earlier made.
    #[graphql(default)]
    pub position: i32,
}

impl From<SaveFaqEntryInput> for publication::FaqEntry {
    fn from(input: SaveFaqEntryInput) -> Self {
        Self {
            question: input.question.into(),
            answer: input.answer.into(),
            position: input.position,
        }
    }
}

/// Input of `saveHandlingStep`.
#[derive(InputObject)]
pub struct SaveHandlingStepInput {
    /// The cycle that it belongs to.
    pub cycle_id: ID,
    /// The step that is changed; left out for a new one.
    pub handling_step_id: Option<ID>,
    /// The version that was seen; 0 for a new one.
    #[graphql(default)]
    pub version: i32,
    /// What is done.
    pub name: PublicTextInput,
    /// How many days it takes, estimated: 0 to 3,650.
    pub days: i32,
    /// Its place among the others, 0 to 10,000: smaller ones first, and of equal ones the earlier made.
    #[graphql(default)]
    pub position: i32,
}

impl From<SaveHandlingStepInput> for publication::HandlingStep {
    fn from(input: SaveHandlingStepInput) -> Self {
        Self {
            name: input.name.into(),
            days: input.days,
            position: input.position,
        }
    }
}
