//! What the outside sees, without a log-in: types of their own, with nothing of the inside in them.

use std::sync::Arc;

use ::entity::published_service;
use async_graphql::{ComplexObject, ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::types::{Contact, PublicText};
use crate::{
    domain::publication::{self, RecipientGroup, total_days},
    graphql::{ids::id, object::object, paging::connection},
    service::{self, publication::queries::body},
};

/// A published e-service.
#[derive(Clone)]
pub struct PublishedService {
    row: Arc<published_service::Model>,
    body: Arc<publication::Published>,
}

impl TryFrom<published_service::Model> for PublishedService {
    type Error = service::Error;

    fn try_from(row: published_service::Model) -> Result<Self, Self::Error> {
        let body = body(&row)?;
        Ok(Self {
            row: Arc::new(row),
            body: Arc::new(body),
        })
    }
}

object! {
    /// An e-service in operation, as the public sees it: what was published, never what a revision prepares.
    PublishedService
}

#[ComplexObject]
impl PublishedService {
    /// Opaque id, the same for as long as it is published; `publishedService` and `leaveFeedback` take it.
    pub async fn id(&self) -> ID {
        id(self.row.id)
    }

    /// Its name in links, for example `ansok-om-bygglov`; the same for as long as it is published.
    async fn slug(&self) -> &str {
        &self.row.slug
    }

    /// What it is called.
    async fn title(&self) -> PublicText {
        (&self.body.page.title).into()
    }

    /// What it is and for whom, Markdown.
    async fn description(&self) -> PublicText {
        (&self.body.page.description).into()
    }

    /// What to know before starting, Markdown. `sv` may be empty.
    async fn good_to_know(&self) -> PublicText {
        (&self.body.page.good_to_know).into()
    }

    /// Where one starts, on the platform; null where it is not said.
    async fn link(&self) -> Option<&str> {
        self.body.page.link.as_deref()
    }

    /// Whom it is for.
    async fn recipients(&self) -> &[RecipientGroup] {
        &self.body.page.recipients
    }

    /// Who answers questions.
    async fn contact(&self) -> Contact {
        (&self.body.page.contact).into()
    }

    /// Questions and answers, in their order.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn faq(&self) -> Vec<PublishedFaqEntry> {
        let entries = self.body.faq.iter();
        let entries = entries.map(|entry| PublishedFaqEntry {
            question: (&entry.question).into(),
            answer: (&entry.answer).into(),
        });
        entries.collect()
    }

    /// How a case is handled: the main steps, in their order.
    #[graphql(complexity = "crate::graphql::paging::some(child_complexity)")]
    async fn handling_steps(&self) -> Vec<PublishedHandlingStep> {
        let steps = self.body.steps.iter();
        let steps = steps.map(|step| PublishedHandlingStep {
            name: (&step.name).into(),
            days: step.days,
        });
        steps.collect()
    }

    /// How many days a case takes, estimated; null where the steps are not described.
    async fn handling_days(&self) -> Option<i32> {
        let steps = &self.body.steps;
        (!steps.is_empty()).then(|| total_days(steps))
    }

    /// When it was published last.
    async fn published_at(&self) -> DateTime<Utc> {
        self.row.published_at
    }
}

connection!(
    PublishedServiceConnection,
    PublishedServiceEdge,
    PublishedService,
    "published e-services"
);

/// A question about an e-service, with its answer.
#[derive(SimpleObject)]
pub struct PublishedFaqEntry {
    /// What is asked.
    pub question: PublicText,
    /// The answer, Markdown.
    pub answer: PublicText,
}

/// A main step of how a case is handled.
#[derive(SimpleObject)]
pub struct PublishedHandlingStep {
    /// What is done.
    pub name: PublicText,
    /// How many days it takes, estimated.
    pub days: i32,
}
