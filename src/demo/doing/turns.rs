//! What follows on follow-up: revisions and retirements.

use super::{Begun, Doing};
use crate::{
    demo::{founding::known, fresh::What},
    domain::{
        actor::Actor,
        report::{FollowUpDecision, FollowUpVerdict},
        retirement::RetirementPlan,
    },
    service::{
        Error, Result,
        artefact::{
            queries,
            save::{Seen, save},
        },
        e_service::queries as e_services,
        retirement::{announce::announce, plan::plan as planned, retire::retire},
        revision::begin::{Wanted, start},
    },
};

impl Doing<'_> {
    /// Begins a revision, plans, announces or carries out a retirement.
    pub(super) async fn turned(&self, who: &Actor, begun: Begun, what: &What) -> Result<()> {
        let services = self.services;
        match what {
            What::Revise { parts, needs, reason } => {
                let wanted = Wanted {
                    parts: parts.iter().cloned().collect(),
                    phases: Default::default(),
                    decision: None,
                    reason: reason.clone(),
                    needs: needs
                        .iter()
                        .map(|key| known(&self.needs, key))
                        .collect::<Result<_>>()?,
                    deadline: Some(services.today() + chrono::Duration::days(60)),
                };
                start(services, who, begun.id, wanted).await?;
            }
            What::PlanRetirement {
                reason,
                notice,
                replacement,
                archiving,
            } => {
                let decision = FollowUpDecision {
                    verdict: FollowUpVerdict::Retire,
                    motive: reason.clone(),
                    minutes_reference: None,
                    report: None,
                    benefits: Vec::new(),
                    metrics: Vec::new(),
                };
                let new = Seen {
                    cycle: begun.cycle,
                    id: None,
                    version: 0,
                };
                save(services, who, new, decision).await?;
                let plan = RetirementPlan {
                    retire_on: services.today(),
                    reason: reason.clone(),
                    notice: notice.clone(),
                    replacement: Some(replacement.clone()),
                    archiving: archiving.clone(),
                    announced_on: None,
                };
                planned(services, who, new, plan).await?;
            }
            What::AnnounceRetirement => {
                let plans = queries::read::<RetirementPlan>(&services.db, begun.cycle).await?;
                let version = plans.first().map_or(0, |(row, _)| row.version);
                announce(services, who, begun.cycle, version).await?;
            }
            What::Retire => {
                let row = e_services::exists(&services.db, begun.id).await?;
                let (row, _) = row.ok_or(Error::NotFound)?;
                retire(services, who, begun.id, row.version).await?;
            }
            What::Ask(_) | What::Approve(_) | What::Assign { .. } => {}
        }
        Ok(())
    }
}
