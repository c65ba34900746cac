//! Making the e-service known (`launch.marketing`).

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// Something that is done to make the e-service known, planned or done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketingAction {
    /// What is done.
    pub title: String,
    /// In more words, Markdown.
    pub description: String,
    /// Where its recipients meet it.
    pub channel: OutreachChannel,
    /// On which day.
    pub action_on: NaiveDate,
    /// True once it was done; until then it is a plan.
    pub done: bool,
}

/// Where people are told about an e-service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum OutreachChannel {
    /// The municipality's website.
    Website,
    /// The intranet.
    Intranet,
    /// Social media.
    SocialMedia,
    /// Newspapers and radio.
    Press,
    /// Letters and mails, decisions that are sent out among them.
    Letter,
    /// Posters, brochures, screens in public places.
    Print,
    /// Meetings, fairs, visits.
    Meeting,
    /// On the telephone and at the counter.
    Contact,
    /// Elsewhere.
    Other,
}

impl Artefact for MarketingAction {
    const KIND: ArtefactKind = ArtefactKind::MarketingAction;

    fn is_open(&self) -> bool {
        !self.done
    }
}
