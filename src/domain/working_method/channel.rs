//! The ways to get in touch beside the e-service.

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A way to get in touch in the matter, beside the e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactChannel {
    /// Which one.
    pub name: String,
    /// Whether it is kept or closed.
    pub state: ChannelState,
    /// What is done about it, Markdown.
    pub plan: String,
    /// How cases are treated alike whichever way they come, Markdown.
    pub equality: String,
    /// When it closes or closed; none where it is kept.
    pub closes_on: Option<NaiveDate>,
}

/// Whether a way to get in touch stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// It stays beside the e-service.
    Kept,
    /// It is to be closed.
    Closing,
    /// It is closed.
    Closed,
}

impl Artefact for ContactChannel {
    const KIND: ArtefactKind = ArtefactKind::ContactChannel;

    fn is_open(&self) -> bool {
        self.state == ChannelState::Closing
    }
}
