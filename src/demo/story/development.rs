//! What is made while an e-service is prepared, built and tested.

use std::collections::BTreeSet;

use ::entity::{
    enums::{Locale, Role},
    ids::ArtefactId,
};

use super::{Story, activity::Done, mixed};
use crate::{
    demo::{deed::Deed, development::Development, making::Making},
    domain::{
        attachment::Attached,
        project::ProjectMember,
        review::{EditorRemark, RemarkState},
        specification::{RequirementState, SpecificationRequirement},
        testing::{Defect, DefectState, TestResult, missing},
    },
};

impl Story<'_> {
    fn development(&self) -> &Development {
        &self.cast.municipality.development
    }

    fn makes(&self, role: Role, making: Making) -> Done {
        (self.person(role), Deed::Develop(Box::new(making)))
    }

    /// Who takes part in the project.
    pub(super) fn staffed(&self) -> Vec<Done> {
        let members = self.development().members.iter().map(|member| {
            let made = Making::Member {
                who: Some(self.person(member.role)),
                member: ProjectMember {
                    user: None,
                    name: None,
                    part: member.part.clone(),
                    share: member.share,
                },
            };
            self.makes(Role::ProjectLead, made)
        });
        let outsiders = self.development().outsiders.iter();
        let outsider = outsiders.skip(self.index % 3).take(1).map(|outsider| {
            let made = Making::Member {
                who: None,
                member: ProjectMember {
                    user: None,
                    name: Some(outsider.name.clone()),
                    part: outsider.part.clone(),
                    share: outsider.share,
                },
            };
            self.makes(Role::ProjectLead, made)
        });
        members.chain(outsider).collect()
    }

    /// The steps of the design proposal.
    pub(super) fn designed(&self) -> Vec<Done> {
        let steps = self.development().steps(self.service.audience);
        steps
            .map(|step| self.makes(Role::ProjectLead, Making::Step(step.clone())))
            .collect()
    }

    /// What editor and platform manager say; on some e-services one of them says nothing.
    pub(super) fn design_checked(&self) -> Vec<Done> {
        let all = &self.development().statements;
        let from = self.index % all.len().max(1);
        let count = 1 + usize::from(!mixed(self.index, "design_check").is_multiple_of(3));
        let said = all.iter().cycle().skip(from).take(count);
        said.map(|statement| self.makes(statement.role.role(), Making::Statement(statement.clone())))
            .collect()
    }

    /// Requirements, and answers to the guiding questions.
    pub(super) fn specified(&self) -> Vec<Done> {
        let required = self.development().requirements.iter().map(|required| {
            Making::Requirement(SpecificationRequirement {
                text: required.text.replace("{name}", &self.service.name),
                priority: required.priority,
                origin: required.origin.clone(),
                state: RequirementState::Open,
                reason: None,
            })
        });
        let answered = self.development().answers.iter().cloned().map(Making::Answer);
        required
            .chain(answered)
            .map(|making| self.makes(Role::RequirementsOwner, making))
            .collect()
    }

    /// Requirements are built one by one; the last one is dropped on some e-services.
    pub(super) fn built(&self) -> Vec<Done> {
        let count = self.development().requirements.len();
        let dropped = self.drops_one();
        (0..count)
            .map(|place| {
                let making = if dropped && place + 1 == count {
                    let reason = "Skjuts upp till en revidering. Beslutat med e-tjänsteägaren.".to_owned();
                    Making::Tracked(place, RequirementState::Dropped, Some(reason))
                } else {
                    Making::Tracked(place, RequirementState::Built, None)
                };
                self.makes(Role::Developer, making)
            })
            .collect()
    }

    /// Scenarios are made and gone through; what fails is mended and tested again. `all`: the test is finished, else it is under way.
    pub(super) fn tested(&self, all: bool) -> Vec<Done> {
        let steps: Vec<_> = self
            .development()
            .steps(self.service.audience)
            .map(|step| (ArtefactId::new(), step.clone()))
            .collect();
        let scenarios = missing(&steps, &BTreeSet::new(), Locale::Sv).len();
        let count = if all { scenarios } else { scenarios / 3 };
        let ran = |scenario, result, seen: &str| {
            let environment = match (self.index + scenario) % 3 {
                0 => "Firefox på dator, testmiljön",
                1 => "Safari på telefon, testmiljön",
                _ => "Edge på dator, testmiljön",
            };
            let run = Making::Ran {
                scenario,
                result,
                seen: seen.to_owned(),
                environment: environment.to_owned(),
            };
            self.makes(Role::Tester, run)
        };
        let mut deeds = vec![self.makes(Role::Tester, Making::Scenarios)];
        let defects = &self.development().defects;
        let found = defects.get(self.index % defects.len().max(1));
        for scenario in 0..count {
            let Some(found) = found.filter(|_| scenario == 2) else {
                deeds.push(ran(scenario, TestResult::Passed, ""));
                continue;
            };
            deeds.push(ran(scenario, TestResult::Failed, &found.description));
            let defect = Defect {
                title: found.title.clone(),
                description: found.description.clone(),
                severity: found.severity,
                run: None,
                state: DefectState::Reported,
                assignee: None,
                reason: None,
                attachments: Attached::default(),
            };
            deeds.push(self.makes(Role::Tester, Making::Defect(defect)));
            deeds.push(self.makes(
                Role::Developer,
                Making::DefectTracked(0, DefectState::BeingMended, None),
            ));
            if all {
                let mended = Some(found.mended.clone());
                deeds.push(self.makes(
                    Role::Developer,
                    Making::DefectTracked(0, DefectState::Mended, mended),
                ));
                deeds.push(ran(scenario, TestResult::Passed, ""));
                deeds.push(self.makes(
                    Role::Tester,
                    Making::DefectTracked(0, DefectState::Retested, None),
                ));
            }
        }
        if all {
            deeds.extend(self.requirements_passed());
        }
        deeds
    }

    /// The tester tells which requirements passed: all that were built.
    fn requirements_passed(&self) -> Vec<Done> {
        let count = self.development().requirements.len();
        let built = count - usize::from(self.drops_one());
        (0..built)
            .map(|place| {
                let passed = Making::Tracked(place, RequirementState::Passed, None);
                self.makes(Role::Tester, passed)
            })
            .collect()
    }

    /// The editor makes a remark on some e-services. `all`: it is mended and accepted, else it is still open.
    pub(super) fn reviewed(&self, all: bool) -> Vec<Done> {
        let remarks = &self.development().remarks;
        let some = mixed(self.index, "remark").is_multiple_of(3);
        let Some(remarked) = remarks.get(self.index % remarks.len().max(1)).filter(|_| !some) else {
            return Vec::new();
        };
        let remark = EditorRemark {
            text: remarked.text.clone(),
            place: remarked.place.clone(),
            state: RemarkState::Open,
            answer: None,
        };
        let mut deeds = vec![self.makes(Role::Editor, Making::Remark(remark))];
        if all {
            let answer = Some(remarked.answer.clone());
            deeds.push(self.makes(
                Role::Developer,
                Making::RemarkTracked(0, RemarkState::Mended, answer),
            ));
            deeds.push(self.makes(
                Role::Editor,
                Making::RemarkTracked(0, RemarkState::Accepted, None),
            ));
        }
        deeds
    }

    /// What the test group found, one by one.
    pub(super) fn tried_by_the_test_group(&self) -> Vec<Done> {
        let findings = self.development().findings.iter().cycle();
        let some = findings.skip(self.index % 2).take(2);
        some.map(|finding| self.makes(Role::ProjectLead, Making::Finding(finding.clone())))
            .collect()
    }

    fn drops_one(&self) -> bool {
        mixed(self.index, "dropped").is_multiple_of(2)
    }
}
