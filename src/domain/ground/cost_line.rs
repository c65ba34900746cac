//! What the e-service costs and saves (`inventory.cost`).

use ::entity::enums::ArtefactKind;
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A line of the cost estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// What it is for.
    pub title: String,
    /// How it was estimated, Markdown.
    pub description: String,
    /// Whether it comes once or every year.
    pub recurrence: CostRecurrence,
    /// Whether it costs or saves.
    pub direction: CostDirection,
    /// How much, in öre; never negative.
    pub amount_minor: i64,
}

/// How often a cost or saving comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum CostRecurrence {
    /// Once, for development and introduction.
    OneOff,
    /// Every year of operation.
    Yearly,
}

/// Whether money goes out or stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum CostDirection {
    /// It costs.
    Cost,
    /// It saves.
    Saving,
}

impl Artefact for CostLine {
    const KIND: ArtefactKind = ArtefactKind::CostLine;
}
