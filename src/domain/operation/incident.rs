//! Disturbances of the operation (`management.operation`).

use ::entity::enums::ArtefactKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// A disturbance of the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// What happened.
    pub title: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it ended; none while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// How bad it was.
    pub severity: IncidentSeverity,
    /// What was done about it, Markdown; may be empty.
    pub measures: String,
}

/// How bad a disturbance was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum IncidentSeverity {
    /// Everything could be done, with some trouble.
    Minor,
    /// Some things could not be done.
    Major,
    /// The e-service was down.
    Outage,
}

impl Artefact for Incident {
    const KIND: ArtefactKind = ArtefactKind::Incident;

    fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }
}
