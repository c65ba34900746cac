//! What people do to carry out one activity of the process.

use ::entity::enums::{ApprovalSubject, DocumentKind, Role};

use super::{Story, mixed};
use crate::{
    demo::deed::{Deed, Laying},
    domain::template::{Activity, Condition, Outcome},
};

/// Something that somebody does.
pub(super) type Done = (String, Deed);

/// Activities that somebody who is consulted comments on, rather than the one who is responsible.
const COMMENTED_BY_OTHERS: [(&str, Role); 6] = [
    ("inventory.process_map", Role::Business),
    ("decision.approach", Role::Owner),
    ("preparation.design_check", Role::Editor),
    ("preparation.specification", Role::RequirementsOwner),
    ("launch.texts", Role::Editor),
    ("launch.training", Role::CaseOfficer),
];

/// What is stated of the ground or the working method so that an outcome is there.
fn laying(outcome: Outcome) -> Option<Laying> {
    match outcome {
        Outcome::ProcessMap => Some(Laying::Maps),
        Outcome::Benefits => Some(Laying::Benefits),
        Outcome::Cost => Some(Laying::Costs),
        Outcome::Requirements => Some(Laying::Requirements { investigated: true }),
        Outcome::WorkingMethod => Some(Laying::WorkingMethod),
        Outcome::WorkingMethodUsed => Some(Laying::Used),
        _ => None,
    }
}

impl Story<'_> {
    /// Whether the activity is one of this e-service.
    pub(super) fn has(&self, activity: &Activity) -> bool {
        match activity.condition {
            None => true,
            Some(Condition::Project) => self.is_project(),
            Some(Condition::TestGroup) => self.service.test_group,
            Some(Condition::TargetGroup) => self.service.target_group,
        }
    }

    /// Who carries it out.
    pub(super) fn responsible(&self, activity: &Activity) -> String {
        let person = activity.responsible.first().and_then(|role| self.cast.of(*role));
        person.unwrap_or_default().to_owned()
    }

    pub(super) fn person(&self, role: Role) -> String {
        self.cast.of(role).unwrap_or_default().to_owned()
    }

    /// Everything that it takes to close the task of an activity; nothing where something else closes it.
    pub(super) fn carried_out(&self, activity: &Activity) -> Vec<Done> {
        self.carried_out_again(activity, 0)
    }

    /// The same for an activity that recurs, which was carried out so many times before.
    pub(super) fn carried_out_again(&self, activity: &Activity, time: usize) -> Vec<Done> {
        let who = self.responsible(activity);
        let begun = (who.clone(), Deed::Start(activity.key.clone()));
        let completed = (who.clone(), Deed::Complete(activity.key.clone()));
        let mut deeds: Vec<Done> = match activity.leaves {
            // The idea itself is a need already, and whoever weighs suggestions does so at once. What the public is told is written
            // when the task is completed.
            None
            | Some(Outcome::Measured | Outcome::Needs | Outcome::SuggestionsWeighed | Outcome::Handling) => {
                return self.done_or_left_out(activity, time);
            }
            Some(_) if self.is_made(activity) => return self.done_or_left_out(activity, time),
            Some(Outcome::Report) => {
                let manager = self.responsible(activity);
                let composed = (manager.clone(), Deed::ComposeReport);
                vec![begun, composed, (manager, Deed::PresentReport)]
            }
            Some(Outcome::FollowUpDecision) => {
                vec![begun, (self.responsible(activity), Deed::DecideFollowUp)]
            }
            Some(outcome) if outcome.is_approval() => return self.approved(activity, outcome),
            Some(Outcome::Decision | Outcome::Approach | Outcome::Flags) => return Vec::new(),
            Some(Outcome::ServiceManager | Outcome::Publication) => return Vec::new(),
            Some(outcome) if laying(outcome).is_some() => {
                if let Some(left_out) = self.left_out(activity) {
                    return vec![left_out];
                }
                let laid = laying(outcome).map(|laying| (who, Deed::Lay(laying)));
                std::iter::once(begun).chain(laid).collect()
            }
            Some(Outcome::PreStudy) => {
                let chance = mixed(self.index, &self.service.key);
                let placed = (who, Deed::Lay(Laying::Placement(chance)));
                vec![begun, self.written(DocumentKind::PreStudy, Role::Owner), placed]
            }
            Some(Outcome::Metrics) => {
                let lead = self.person(Role::ProjectLead);
                let metrics = 0..self.service.metrics.len();
                let stated = metrics.map(|metric| (lead.clone(), Deed::Define(metric)));
                let linked = (self.person(Role::Owner), Deed::Lay(Laying::Metrics));
                std::iter::once(begun).chain(stated).chain([linked]).collect()
            }
            Some(Outcome::DesignProposal) => {
                let asked = self
                    .service
                    .target_group
                    .then(|| self.written(DocumentKind::TargetGroupRequirements, Role::RequirementsOwner));
                let proposed = self.written(DocumentKind::DesignProposal, Role::ProjectLead);
                let steps = self.designed();
                std::iter::once(begun)
                    .chain(asked)
                    .chain([proposed])
                    .chain(steps)
                    .collect()
            }
            Some(Outcome::ProjectMembers) => std::iter::once(begun).chain(self.staffed()).collect(),
            Some(Outcome::DesignStatements) => std::iter::once(begun).chain(self.design_checked()).collect(),
            Some(outcome) => {
                let (kind, role) = match outcome {
                    Outcome::Specification => (DocumentKind::Specification, Role::RequirementsOwner),
                    Outcome::BuildNote => (DocumentKind::BuildNote, Role::Developer),
                    _ => (DocumentKind::TestGroupFindings, Role::ProjectLead),
                };
                let made = match outcome {
                    Outcome::Specification => self.specified(),
                    Outcome::BuildNote => self.built(),
                    Outcome::TestGroupFindings => self.tried_by_the_test_group(),
                    _ => Vec::new(),
                };
                let written = [begun, self.written(kind, role)];
                written.into_iter().chain(made).collect()
            }
        };
        deeds.extend(self.commented(activity, 3));
        deeds.push(completed);
        deeds
    }

    /// What is done of an activity that has only been begun. Approvals that wait for their answer are asked for.
    pub(super) fn begun(&self, activity: &Activity) -> Vec<Done> {
        use ApprovalSubject::{Design, EService, Editorial, Metrics, Specification, Test};
        let mut deeds = match activity.leaves {
            Some(Outcome::PreparationApprovals) => {
                let mut deeds = self.asked_and_approved(Design, None);
                deeds.extend(self.asked(Specification));
                deeds.extend(self.asked(Metrics));
                deeds
            }
            Some(Outcome::TesterApproval) => {
                let mut deeds = self.tested(false);
                deeds.extend(self.asked(Test));
                deeds
            }
            Some(Outcome::EditorApproval) => {
                let mut deeds = self.reviewed(false);
                deeds.extend(self.asked(Editorial));
                deeds
            }
            Some(Outcome::EServiceApproval) => self.asked(EService),
            Some(Outcome::Publication) => Vec::new(),
            Some(Outcome::Requirements) => {
                // Stated, and waiting for their investigation.
                let who = self.responsible(activity);
                let stated = Laying::Requirements { investigated: false };
                vec![
                    (who.clone(), Deed::Start(activity.key.clone())),
                    (who, Deed::Lay(stated)),
                ]
            }
            _ => vec![(self.responsible(activity), Deed::Start(activity.key.clone()))],
        };
        deeds.extend(self.commented(activity, 1));
        deeds
    }

    /// Whether what an activity leaves is made from the list of the municipality.
    fn is_made(&self, activity: &Activity) -> bool {
        let artefacts = &self.cast.municipality.artefacts;
        artefacts.iter().any(|made| made.activity == activity.key)
    }

    /// What people make when they carry an activity out.
    fn made(&self, activity: &Activity, time: usize) -> Vec<Done> {
        let turn = self.index + time;
        let made = self.cast.municipality.artefacts.iter().filter(|made| {
            made.activity == activity.key
                && made
                    .audience
                    .is_none_or(|audience| audience == self.service.audience)
                && turn.is_multiple_of(made.every)
        });
        let mut deeds: Vec<Done> = made
            .map(|made| (self.person(made.by), Deed::Make(made.kind, made.body.clone())))
            .collect();
        match activity.leaves {
            Some(Outcome::PlatformPermissions) => {
                deeds.push((self.person(Role::PlatformManager), Deed::TickOff));
            }
            Some(Outcome::Handover) => deeds.extend(
                [Role::Owner, Role::ServiceManager].map(|role| (self.person(role), Deed::Accept(role))),
            ),
            _ => {}
        }
        deeds
    }

    fn done_or_left_out(&self, activity: &Activity, time: usize) -> Vec<Done> {
        if let Some(left_out) = self.left_out(activity) {
            return vec![left_out];
        }
        let mut deeds = self.made(activity, time);
        deeds.extend(self.commented(activity, 3));
        deeds.push((self.responsible(activity), Deed::Complete(activity.key.clone())));
        deeds
    }

    /// Every so many e-services leave out what can be left out.
    fn left_out(&self, activity: &Activity) -> Option<Done> {
        let chance = mixed(self.index, &activity.key);
        let reason = self.texts().skip_reason(&activity.key, self.index);
        let reason = reason.filter(|_| activity.skippable && chance.is_multiple_of(4))?;
        let skipped = Deed::Skip(activity.key.clone(), reason.to_owned());
        Some((self.responsible(activity), skipped))
    }

    /// A comment on every so manieth e-service, in the language of whoever writes it.
    pub(super) fn commented(&self, activity: &Activity, every: usize) -> Vec<Done> {
        if !mixed(self.index + 7, &activity.key).is_multiple_of(every) {
            return Vec::new();
        }
        let other = COMMENTED_BY_OTHERS
            .iter()
            .find(|(key, _)| *key == activity.key)
            .and_then(|(_, role)| self.cast.of(*role));
        let who = other.map_or_else(|| self.responsible(activity), str::to_owned);
        let text = self
            .texts()
            .comment(&activity.key, self.cast.language(&who), self.index);
        text.map(|text| (who, Deed::Comment(activity.key.clone(), text.to_owned())))
            .into_iter()
            .collect()
    }

    fn approved(&self, activity: &Activity, outcome: Outcome) -> Vec<Done> {
        use ApprovalSubject::{Design, EService, Editorial, Metrics, Specification, Test};
        let chance = mixed(self.index, &activity.key);
        match outcome {
            Outcome::PreparationApprovals => {
                let (design, specification) = match chance % 6 {
                    0 => (Some((DocumentKind::DesignProposal, Role::ProjectLead)), None),
                    1 => (None, Some((DocumentKind::Specification, Role::RequirementsOwner))),
                    _ => (None, None),
                };
                let mut deeds = self.asked_and_approved(Design, design);
                deeds.extend(self.asked_and_approved(Specification, specification));
                deeds.extend(self.asked_and_approved(Metrics, None));
                deeds
            }
            Outcome::TesterApproval => {
                let tester = self.person(Role::Tester);
                let mut deeds = vec![(tester, Deed::Start(activity.key.clone()))];
                deeds.extend(self.commented(activity, 3));
                deeds.extend(self.tested(true));
                let mended = chance
                    .is_multiple_of(3)
                    .then_some((DocumentKind::BuildNote, Role::Developer));
                let mut answered = self.asked_and_approved(Test, mended);
                // The report tells of the last round of tests: it is written before the approval.
                let report = self.written(DocumentKind::TestReport, Role::Tester);
                answered.insert(answered.len() - 1, report);
                deeds.extend(answered);
                deeds
            }
            Outcome::EditorApproval => {
                let mut deeds = self.commented(activity, 3);
                deeds.extend(self.reviewed(true));
                deeds.extend(self.asked_and_approved(Editorial, None));
                deeds
            }
            _ => self.asked_and_approved(EService, None),
        }
    }

    /// Asked for, rejected once where something is to be mended, and approved.
    fn asked_and_approved(
        &self,
        subject: ApprovalSubject,
        mended: Option<(DocumentKind, Role)>,
    ) -> Vec<Done> {
        let (asker, approver) = self.eyes(subject);
        let mut deeds = vec![(asker.clone(), Deed::Ask(subject))];
        if let Some((kind, by)) = mended
            && let Some(reason) = self.texts().rejection(subject, self.index)
        {
            deeds.push((approver.clone(), Deed::Reject(subject, reason.to_owned())));
            let body = format!(
                "{}\n---\n*Omarbetad. Synpunkten var: {reason}*\n",
                self.body(kind)
            );
            deeds.push((self.person(by), Deed::Write(kind, body)));
            deeds.push((asker, Deed::Ask(subject)));
        }
        let launch = (subject == ApprovalSubject::EService)
            .then_some(self.launch)
            .flatten();
        let launch = launch.map(|day| self.days.date(day));
        deeds.push((approver, Deed::Approve(subject, launch)));
        deeds
    }

    /// Asked for and not answered; nothing where that is only done when the demo is opened.
    pub(super) fn asked(&self, subject: ApprovalSubject) -> Vec<Done> {
        if self.is_asked_later(subject) {
            return Vec::new();
        }
        vec![(self.eyes(subject).0, Deed::Ask(subject))]
    }

    /// Who asks for an approval, and who gives it.
    fn eyes(&self, subject: ApprovalSubject) -> (String, String) {
        let asker = match subject {
            ApprovalSubject::Test => Role::Developer,
            _ => Role::ProjectLead,
        };
        let rule = self.template.approval_rule(subject);
        let approver = rule.map_or(Role::Owner, |rule| rule.role);
        (self.person(asker), self.person(approver))
    }

    fn written(&self, kind: DocumentKind, role: Role) -> Done {
        (self.person(role), Deed::Write(kind, self.body(kind)))
    }

    fn body(&self, kind: DocumentKind) -> String {
        let service = self.service;
        let body = self
            .texts()
            .document(kind, service.audience, self.index, &service.name);
        body.unwrap_or_default()
    }
}
