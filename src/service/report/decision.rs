//! The decision that a follow-up leads to.

use ::entity::{enums::NotificationKind, ids::ArtefactId};

use crate::{
    domain::{notification::Details, report::FollowUpDecision},
    service::{
        artefact::{Hearer, Kept, Reference, Telling},
        check::{Check, NAME, TEXT},
    },
};

impl Kept for FollowUpDecision {
    fn checked(self, check: &mut Check) -> Self {
        Self {
            motive: check.text("motive", &self.motive, TEXT),
            minutes_reference: check.given("minutesReference", self.minutes_reference.as_deref(), NAME),
            ..self
        }
    }

    fn told(&self, _: Option<&Self>) -> Option<Telling> {
        Some(Telling {
            kind: NotificationKind::DecisionMade,
            details: Details::default(),
            to: Hearer::Holders,
        })
    }

    fn refers(&self) -> Vec<Reference> {
        let benefit = |id: &ArtefactId| Reference::Artefact("benefitIds", *id);
        let benefits = self.benefits.iter().map(benefit);
        let metrics = self.metrics.iter().map(|id| Reference::Metric("metricIds", *id));
        let report = self.report.map(|id| Reference::Report("reportId", id));
        benefits.chain(metrics).chain(report).collect()
    }
}
