//! From the idea to the launch, phase by phase.

use ::entity::enums::{ApprovalSubject, Phase, Role};

use super::{Done, Story};
use crate::{
    demo::{deed::Deed, e_service::Standing},
    domain::template::{Activity, Outcome},
};

/// Days from the decision until preparation begins.
const AFTER_DECISION: i64 = 6;
/// Days that the launch phase takes.
const LAUNCH_PHASE: i64 = 30;

impl<'a> Story<'a> {
    pub(super) fn tell(&mut self) {
        let proposed = self.service.proposed;
        self.on(
            proposed as f64 + 0.2,
            (self.service.proposer.clone(), Deed::Propose),
        );
        if self.is_at(Standing::Idea) {
            return;
        }
        let Some(decision) = self.inventory(proposed) else {
            return;
        };
        let Some(preparation) = self.decision(decision) else {
            return;
        };
        let launch_phase = self.launch.map_or(0, |launch| (launch - LAUNCH_PHASE).min(-6));
        let build = preparation + (launch_phase - preparation) * 55 / 100;
        let lead = self.of(Role::ProjectLead);
        if self.is_at(Standing::Preparation) {
            self.phase_in_progress(Phase::Preparation, preparation);
            return;
        }
        self.phase(Phase::Preparation, preparation, build);
        self.on(build as f64, (lead.clone(), Deed::Advance));
        if self.is_at(Standing::Build) {
            self.phase_in_progress(Phase::Build, build);
            return;
        }
        self.phase(Phase::Build, build, launch_phase);
        self.on(launch_phase as f64, (lead, Deed::Advance));
        match self.launch {
            Some(launch) if self.service.standing.is_live() => {
                self.phase(Phase::Launch, launch_phase, launch);
                let editor = self.of(Role::Editor);
                self.on(launch as f64 + 0.1, (editor, Deed::Publish));
                self.operation(launch);
            }
            _ => self.phase_in_progress(Phase::Launch, launch_phase),
        }
    }

    /// From the idea until management is asked; the day of that, or none where it has not come.
    fn inventory(&mut self, proposed: i64) -> Option<i64> {
        let management = self.of(Role::Management);
        let owner = self.of(Role::Owner);
        let appointed = (management, Deed::Appoint(Role::Owner, owner.clone()));
        self.on(proposed as f64 + 2.5, appointed);
        if self.is_at(Standing::Inventory) {
            self.phase_in_progress(Phase::Inventory, proposed + 3);
            return None;
        }
        let decided = self.service.decided.unwrap_or(0);
        let decision = proposed + (decided - proposed) * 70 / 100;
        self.phase(Phase::Inventory, proposed + 3, decision);
        self.on(decision as f64, (owner, Deed::Advance));
        Some(decision)
    }

    /// Management decides; the day on which preparation begins, or none where it does not.
    fn decision(&mut self, begun: i64) -> Option<i64> {
        let management = self.of(Role::Management);
        if let Some(approach) = self.template.activity("decision.approach") {
            let said = self.commented(approach, 2);
            self.spread(begun + 1, begun + 2, said);
        }
        let Some(decided) = self.service.decided else {
            if self.service.progress > 0.6 {
                let begun_with = Deed::Start("decision.develop".to_owned());
                self.spread(begun + 2, 0, vec![(management, begun_with)]);
            }
            return None;
        };
        let number = 10 + self.index * 3;
        let minutes = format!("Ledningsgruppen {}, § {number}", self.days.year(decided));
        self.on(decided as f64 + 0.6, (management.clone(), Deed::Decide(minutes)));
        if !self.service.standing.is_decided() {
            return None;
        }
        let mut deeds = Vec::new();
        let lead = self.of(Role::ProjectLead);
        for (role, person) in self.service.roles() {
            match role {
                // Appointed already: the owner for the inventory, the service manager with the decision.
                Role::Owner | Role::ServiceManager => {}
                Role::ProjectLead => {
                    deeds.insert(0, (management.clone(), Deed::Appoint(role, person.to_owned())));
                }
                _ => deeds.push((lead.clone(), Deed::Appoint(role, person.to_owned()))),
            }
        }
        for activity in self.activities(Phase::Decision) {
            deeds.extend(self.carried_out(activity));
        }
        deeds.push((lead, Deed::Advance));
        self.spread(decided + 1, decided + AFTER_DECISION, deeds);
        Some(decided + AFTER_DECISION)
    }

    /// A phase that was gone through.
    fn phase(&mut self, phase: Phase, from: i64, to: i64) {
        let mut deeds = Vec::new();
        for activity in self.activities(phase) {
            deeds.extend(self.carried_out(activity));
        }
        self.spread(from, to, deeds);
    }

    /// The phase in which the e-service stands: some is done, one activity is under way.
    fn phase_in_progress(&mut self, phase: Phase, from: i64) {
        let activities = self.activities(phase);
        let done = self.progress(activities.len());
        let mut deeds = Vec::new();
        for activity in activities.iter().take(done) {
            if self.can_be_closed(activity) {
                deeds.extend(self.carried_out(activity));
            }
        }
        match activities.get(done) {
            Some(activity) if self.can_be_closed(activity) => deeds.extend(self.begun(activity)),
            _ => {}
        }
        let wrote_design = deeds
            .iter()
            .any(|(_, deed)| *deed == Deed::Complete("preparation.design_check".to_owned()));
        let asked = |deeds: &[Done]| {
            let design = Deed::Ask(ApprovalSubject::Design);
            deeds.iter().any(|(_, deed)| *deed == design)
        };
        if wrote_design && !asked(&deeds) {
            let design = self.asked(ApprovalSubject::Design);
            deeds.extend(design);
        }
        self.spread(from, 0, deeds);
    }

    /// Measures that the content does not state cannot be stated, nor approved.
    fn can_be_closed(&self, activity: &Activity) -> bool {
        let stated = matches!(
            activity.leaves,
            Some(Outcome::Metrics | Outcome::PreparationApprovals)
        );
        !stated || !self.service.metrics.is_empty()
    }

    /// The activities of a phase, in the order in which they are done. Before a launch that is the order of their due dates.
    fn activities(&self, phase: Phase) -> Vec<&'a Activity> {
        let all = self.template.activities.iter();
        let mut of_phase: Vec<&Activity> = all
            .filter(|activity| activity.phase == phase && self.has(activity))
            .collect();
        if phase == Phase::Launch {
            of_phase.retain(|activity| activity.leaves != Some(Outcome::Publication));
            of_phase.sort_by_key(|activity| activity.due.map(|due| due.working_days));
        }
        of_phase
    }

    fn of(&self, role: Role) -> String {
        self.cast.of(role).unwrap_or_default().to_owned()
    }
}
