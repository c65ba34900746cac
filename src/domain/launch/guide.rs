//! User support and information material (`launch.user_support`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, attachment::Attached};

/// A guide or other material for those who use the e-service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// What it is called.
    pub title: String,
    /// For whom it is.
    pub audience: GuideAudience,
    /// What it helps with, Markdown.
    pub description: String,
    /// Where it can be read.
    pub link: Option<String>,
    /// The guide as files.
    #[serde(default, skip_serializing_if = "Attached::is_empty")]
    pub attachments: Attached,
}

/// For whom a guide is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum GuideAudience {
    /// Those whom the e-service is for.
    Recipients,
    /// Those who handle its cases.
    CaseOfficers,
    /// The service centre, which is asked about it.
    ServiceCentre,
    /// All staff.
    Staff,
}

impl Artefact for Guide {
    const KIND: ArtefactKind = ArtefactKind::Guide;
}
