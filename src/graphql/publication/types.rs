//! What the inside prepares: `Publication` and what it is made of.

use ::entity::ids::CycleId;
use async_graphql::{Context, Object, SimpleObject};

use crate::{
    domain::publication::{self, RecipientGroup, total_days},
    graphql::{
        artefact::{
            artefact_type,
            load::{of_cycle, the_one},
        },
        error::ApiError,
    },
};

/// A text for the public: in Swedish, and where given in English.
#[derive(Clone, SimpleObject)]
pub struct PublicText {
    /// Swedish.
    pub sv: String,
    /// English; null where it is not given. Show the Swedish text then.
    pub en: Option<String>,
}

impl From<&publication::PublicText> for PublicText {
    fn from(text: &publication::PublicText) -> Self {
        Self {
            sv: text.sv.clone(),
            en: text.en.clone(),
        }
    }
}

/// Who answers questions about an e-service: a function rather than a person.
#[derive(Clone, SimpleObject)]
pub struct Contact {
    /// Name, for example "Servicecenter".
    pub name: String,
    /// E-mail address; null where there is none.
    pub email: Option<String>,
    /// Telephone number; null where there is none.
    pub phone: Option<String>,
    /// When somebody answers; null where it is not said.
    pub hours: Option<PublicText>,
}

impl From<&publication::Contact> for Contact {
    fn from(contact: &publication::Contact) -> Self {
        Self {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            hours: contact.hours.as_ref().map(Into::into),
        }
    }
}

/// What the public is told in a cycle.
pub struct Publication(pub CycleId);

/// What the public is told of an e-service, as a cycle has it. The outside sees that of the cycle in operation, never what a revision
/// prepares.
#[Object]
impl Publication {
    /// The public page; null where nobody has written it.
    async fn page(&self, ctx: &Context<'_>) -> Result<Option<PublicPage>, ApiError> {
        the_one(ctx, self.0).await
    }

    /// Questions and answers, in their order.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn faq_entries(&self, ctx: &Context<'_>) -> Result<Vec<FaqEntry>, ApiError> {
        let mut entries: Vec<FaqEntry> = of_cycle(ctx, self.0).await?;
        entries.sort_by_key(|entry| entry.body.position);
        Ok(entries)
    }

    /// The main steps of the handling, in their order.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn handling_steps(&self, ctx: &Context<'_>) -> Result<Vec<HandlingStep>, ApiError> {
        let mut steps: Vec<HandlingStep> = of_cycle(ctx, self.0).await?;
        steps.sort_by_key(|step| step.body.position);
        Ok(steps)
    }

    /// How many days a case takes, estimated: the days of all steps.
    async fn handling_days(&self, ctx: &Context<'_>) -> Result<i32, ApiError> {
        let steps: Vec<HandlingStep> = of_cycle(ctx, self.0).await?;
        Ok(total_days(steps.iter().map(|step| step.body.as_ref())))
    }
}

artefact_type! {
    /// What the public page of an e-service says.
    PublicPage of publication::PublicPage {
        /// What the e-service is called on the page.
        async fn title(&self) -> PublicText {
            (&self.body.title).into()
        }

        /// What it is and for whom, Markdown.
        async fn description(&self) -> PublicText {
            (&self.body.description).into()
        }

        /// What to know before starting, Markdown. `sv` may be empty.
        async fn good_to_know(&self) -> PublicText {
            (&self.body.good_to_know).into()
        }

        /// Where the e-service is, on the platform; null where it is not said.
        async fn link(&self) -> Option<&str> {
            self.body.link.as_deref()
        }

        /// Whom it is for.
        async fn recipients(&self) -> &[RecipientGroup] {
            &self.body.recipients
        }

        /// Who answers questions.
        async fn contact(&self) -> Contact {
            (&self.body.contact).into()
        }
    }
}

artefact_type! {
    /// A question with its answer, for the public page.
    FaqEntry of publication::FaqEntry {
        /// What is asked.
        async fn question(&self) -> PublicText {
            (&self.body.question).into()
        }

        /// The answer, Markdown.
        async fn answer(&self) -> PublicText {
            (&self.body.answer).into()
        }

        /// Its place among the others: smaller ones first, and of equal ones the earlier made.
        async fn position(&self) -> i32 {
            self.body.position
        }
    }
}

artefact_type! {
    /// A main step of how a case is handled, with its estimated days.
    HandlingStep of publication::HandlingStep {
        /// What is done.
        async fn name(&self) -> PublicText {
            (&self.body.name).into()
        }

        /// How many days it takes, estimated.
        async fn days(&self) -> i32 {
            self.body.days
        }

        /// Its place among the others: smaller ones first, and of equal ones the earlier made.
        async fn position(&self) -> i32 {
            self.body.position
        }
    }
}
