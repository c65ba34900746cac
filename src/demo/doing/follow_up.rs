//! What a follow-up leaves behind: reports, and the decisions that they lead to.

use ::entity::{
    enums::{ArtefactKind, ReportState},
    report,
};

use super::{Begun, Doing};
use crate::{
    demo::deed::{Deed, Step},
    domain::{actor::Actor, report::FollowUpDecision},
    service::{
        Error, Result,
        artefact::{
            queries::of_cycles,
            save::{Seen, save},
        },
        report::{
            compose::{self, compose},
            edit::{edit, present},
            queries,
        },
    },
};

impl Doing<'_> {
    pub(super) async fn followed_up(&self, who: &Actor, begun: Begun, step: &Step) -> Result<()> {
        let services = self.services;
        let reports = queries::of_cycles(&services.db, &[begun.cycle])
            .await?
            .remove(&begun.cycle)
            .unwrap_or_default();
        let in_state = |state| reports.iter().find(|row: &&report::Model| row.state == state);
        let texts = &self.municipality.texts.reports;
        let text = texts
            .get((step.e_service + reports.len()) % texts.len().max(1))
            .ok_or(Error::NotFound)?;
        match step.deed {
            Deed::ComposeReport => {
                let wanted = compose::Wanted {
                    cycle: begun.cycle,
                    draft: None,
                    from: None,
                    to: None,
                };
                compose(services, who, wanted).await?;
            }
            Deed::PresentReport => {
                let draft = in_state(ReportState::Draft).ok_or(Error::NotFound)?;
                edit(services, who, draft.id, draft.version, &text.analysis).await?;
                present(services, who, draft.id, draft.version + 1).await?;
            }
            _ => {
                let report = in_state(ReportState::Presented).ok_or(Error::NotFound)?;
                let key = (begun.cycle, ArtefactKind::Benefit);
                let benefits = of_cycles(&services.db, &[key]).await?.remove(&key);
                let of_service = self.metrics.iter().filter(|((of, _), _)| *of == step.e_service);
                let decision = FollowUpDecision {
                    verdict: text.verdict,
                    motive: text.motive.clone(),
                    minutes_reference: None,
                    report: Some(report.id),
                    benefits: benefits
                        .unwrap_or_default()
                        .iter()
                        .map(|row| row.id)
                        .take(1)
                        .collect(),
                    metrics: of_service.map(|(_, id)| *id).take(1).collect(),
                };
                let seen = Seen {
                    cycle: begun.cycle,
                    id: None,
                    version: 0,
                };
                save(services, who, seen, decision).await?;
            }
        }
        Ok(())
    }
}
