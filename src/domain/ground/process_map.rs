//! Maps of how the matter is handled (`inventory.process_map`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::{artefact::Artefact, attachment::Attached};

/// A map of how the matter is handled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessMap {
    /// What it is called.
    pub title: String,
    /// Whether it shows the present or what is aimed at.
    pub state: ProcessMapState,
    /// The steps and what can be improved, Markdown.
    pub description: String,
    /// Where the drawing is.
    pub link: Option<String>,
    /// The drawing as files.
    #[serde(default, skip_serializing_if = "Attached::is_empty")]
    pub attachments: Attached,
}

/// What a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ProcessMapState {
    /// How the matter is handled before the e-service; kept so that effects can be compared afterwards.
    AsIs,
    /// How it is to be handled.
    ToBe,
}

impl Artefact for ProcessMap {
    const KIND: ArtefactKind = ArtefactKind::ProcessMap;
}
