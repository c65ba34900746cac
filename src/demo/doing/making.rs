//! Making what activities leave behind.

use super::{Begun, Doing};
use crate::{
    demo::{e_service::EService, file::CONSOLE, founding::known, making::Making},
    domain::{
        actor::Actor,
        attachment::Attached,
        project::ProjectMember,
        review::EditorRemark,
        specification::SpecificationRequirement,
        testing::{Defect, TestRun, TestScenario},
    },
    service::{
        Error, Result,
        artefact::{
            Kept, queries,
            save::{Seen, save},
        },
        review,
        specification::{guiding, track},
        testing::{self, generate::generate},
    },
};

impl Doing<'_> {
    pub(super) async fn make(
        &self,
        who: &Actor,
        begun: Begun,
        (service, making): (&EService, &Making),
    ) -> Result<()> {
        let services = self.services;
        match making {
            Making::Member { who: person, member } => {
                let user = person
                    .as_deref()
                    .map(|person| known(&self.founded.people, person))
                    .transpose()?;
                let member = ProjectMember {
                    user,
                    ..member.clone()
                };
                self.keep_draft(who, begun, member).await
            }
            Making::Step(step) => self.keep_draft(who, begun, step.clone()).await,
            Making::Statement(statement) => self.keep_draft(who, begun, statement.clone()).await,
            Making::Requirement(requirement) => self.keep_draft(who, begun, requirement.clone()).await,
            Making::Answer(answer) => {
                guiding::answer(services, who, begun.cycle, 0, answer.clone()).await?;
                Ok(())
            }
            Making::Scenarios => {
                generate(services, who, begun.cycle).await?;
                Ok(())
            }
            Making::Ran {
                scenario,
                result,
                seen,
                environment,
            } => {
                let all = queries::read::<TestScenario>(&services.db, begun.cycle).await?;
                let (row, _) = all.get(*scenario).ok_or(Error::NotFound)?;
                let run = TestRun {
                    scenario: row.id,
                    result: *result,
                    seen: seen.clone(),
                    environment: environment.clone(),
                    tested_on: services.today(),
                    attachments: Attached::default(),
                };
                self.keep_draft(who, begun, run).await
            }
            Making::Defect(defect) => {
                let mut defect = defect.clone();
                defect.attachments = self.attached_file(who, begun, service, CONSOLE).await?;
                self.keep_draft(who, begun, defect).await
            }
            Making::DefectTracked(place, state, reason) => {
                let all = queries::read::<Defect>(&services.db, begun.cycle).await?;
                let (row, _) = all.get(*place).ok_or(Error::NotFound)?;
                let seen = (row.id, row.version);
                testing::track::set_state(services, who, seen, *state, reason.clone()).await?;
                Ok(())
            }
            Making::Remark(remark) => self.keep_draft(who, begun, remark.clone()).await,
            Making::RemarkTracked(place, state, answer) => {
                let all = queries::read::<EditorRemark>(&services.db, begun.cycle).await?;
                let (row, _) = all.get(*place).ok_or(Error::NotFound)?;
                let seen = (row.id, row.version);
                review::track::set_state(services, who, seen, *state, answer.clone()).await?;
                Ok(())
            }
            Making::Finding(finding) => self.keep_draft(who, begun, finding.clone()).await,
            Making::Tracked(place, state, reason) => {
                let all = queries::read::<SpecificationRequirement>(&services.db, begun.cycle).await?;
                let (row, _) = all.get(*place).ok_or(Error::NotFound)?;
                let seen = (row.id, row.version);
                track::set_state(services, who, seen, *state, reason.clone()).await?;
                Ok(())
            }
        }
    }

    async fn keep_draft<A: Kept>(&self, who: &Actor, begun: Begun, draft: A) -> Result<()> {
        let seen = Seen {
            cycle: begun.cycle,
            id: None,
            version: 0,
        };
        save(self.services, who, seen, draft).await?;
        Ok(())
    }
}
