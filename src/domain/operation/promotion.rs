//! Promoting the e-service towards its recipients (`management.promote`, recurring).

use ::entity::enums::ArtefactKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, launch::OutreachChannel};

/// Something that was done so that more people use the e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionAction {
    /// What was done.
    pub title: String,
    /// Where its recipients met it.
    pub channel: OutreachChannel,
    /// On which day.
    pub done_on: NaiveDate,
    /// How it went, Markdown; may be empty.
    pub note: String,
}

impl Artefact for PromotionAction {
    const KIND: ArtefactKind = ArtefactKind::PromotionAction;
}
