//! What people do to carry out one activity of the process.

use ::entity::enums::{ApprovalSubject, DocumentKind, Role};

use super::{Story, mixed};
use crate::{
    demo::deed::Deed,
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

    fn person(&self, role: Role) -> String {
        self.cast.of(role).unwrap_or_default().to_owned()
    }

    /// Everything that it takes to close the task of an activity; nothing where something else closes it.
    pub(super) fn carried_out(&self, activity: &Activity) -> Vec<Done> {
        let who = self.responsible(activity);
        let begun = (who.clone(), Deed::Start(activity.key.clone()));
        let completed = (who, Deed::Complete(activity.key.clone()));
        let mut deeds = match activity.leaves {
            None => return self.done_or_left_out(activity),
            Some(outcome) if outcome.is_approval() => return self.approved(activity, outcome),
            Some(Outcome::Decision | Outcome::Approach | Outcome::Flags) => return Vec::new(),
            Some(Outcome::ServiceManager | Outcome::Publication) => return Vec::new(),
            Some(Outcome::Metrics) => {
                let lead = self.person(Role::ProjectLead);
                let metrics = 0..self.service.metrics.len();
                let stated = metrics.map(|metric| (lead.clone(), Deed::Define(metric)));
                std::iter::once(begun).chain(stated).collect()
            }
            Some(Outcome::DesignProposal) => {
                let asked = self
                    .service
                    .target_group
                    .then(|| self.written(DocumentKind::TargetGroupRequirements, Role::RequirementsOwner));
                let proposed = self.written(DocumentKind::DesignProposal, Role::ProjectLead);
                std::iter::once(begun).chain(asked).chain([proposed]).collect()
            }
            Some(outcome) => {
                let (kind, role) = match outcome {
                    Outcome::PreStudy => (DocumentKind::PreStudy, Role::Owner),
                    Outcome::Specification => (DocumentKind::Specification, Role::RequirementsOwner),
                    Outcome::BuildNote => (DocumentKind::BuildNote, Role::Developer),
                    _ => (DocumentKind::TestGroupFindings, Role::ProjectLead),
                };
                vec![begun, self.written(kind, role)]
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
            Some(Outcome::TesterApproval) => self.asked(Test),
            Some(Outcome::EditorApproval) => self.asked(Editorial),
            Some(Outcome::EServiceApproval) => self.asked(EService),
            Some(Outcome::Publication) => Vec::new(),
            _ => vec![(self.responsible(activity), Deed::Start(activity.key.clone()))],
        };
        deeds.extend(self.commented(activity, 1));
        deeds
    }

    fn done_or_left_out(&self, activity: &Activity) -> Vec<Done> {
        let who = self.responsible(activity);
        let chance = mixed(self.index, &activity.key);
        let reason = self.texts().skip_reason(&activity.key, self.index);
        if let Some(reason) = reason.filter(|_| activity.skippable && chance.is_multiple_of(4)) {
            return vec![(who, Deed::Skip(activity.key.clone(), reason.to_owned()))];
        }
        let mut deeds = self.commented(activity, 3);
        deeds.push((who, Deed::Complete(activity.key.clone())));
        deeds
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
