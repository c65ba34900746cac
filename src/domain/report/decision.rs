//! What a follow-up leads to.

use ::entity::{
    enums::ArtefactKind,
    ids::{ArtefactId, MetricId, ReportId},
};
use serde::{Deserialize, Serialize};

use crate::domain::artefact::Artefact;

/// What the follow-up led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpDecision {
    /// What is decided.
    pub verdict: FollowUpVerdict,
    /// Why, Markdown.
    pub motive: String,
    /// Where it stands in the minutes.
    pub minutes_reference: Option<String>,
    /// The report that it rests on.
    pub report: Option<ReportId>,
    /// The benefits that led to it.
    pub benefits: Vec<ArtefactId>,
    /// The metrics that led to it.
    pub metrics: Vec<MetricId>,
}

/// What is decided about an e-service that was followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpVerdict {
    /// It is kept as it is.
    Keep,
    /// It is revised: a new turn through the parts of the process that fit.
    Revise,
    /// It is taken out of operation.
    Retire,
}

impl Artefact for FollowUpDecision {
    const KIND: ArtefactKind = ArtefactKind::FollowUpDecision;
}
